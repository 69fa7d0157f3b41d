namespace DeviceSimulator;

/// <summary>What the command line says. The defaults are the ones that <c>--help</c> prints.</summary>
internal sealed record ProgramOptions
{
    /// <summary>The most devices that there can be.</summary>
    public const int MostDevices = 2000;

    /// <summary>How many devices; they are numbered from 1.</summary>
    public int Devices { get; init; } = 200;

    /// <summary>The port of the commands; device <c>n</c> is on the n-th port after it. 0 takes free ports for all.</summary>
    public int Port { get; init; } = 17000;

    /// <summary>The devices that answer garbage from the start.</summary>
    public IReadOnlyList<int> Bonkers { get; init; } = [];
}
