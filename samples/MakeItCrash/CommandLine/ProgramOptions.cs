using System.Net;

namespace MakeItCrash;

/// <summary>What the command line says.</summary>
internal sealed record ProgramOptions
{
    /// <summary>Where to listen.</summary>
    public IPEndPoint ListensOn { get; init; } = new(IPAddress.Loopback, 5100);

    /// <summary>How long a partition waits before it restores its state.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(900);
}
