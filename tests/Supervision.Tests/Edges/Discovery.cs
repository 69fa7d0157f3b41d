using Supervision.Testing;

namespace Supervision.Tests.Edges;

/// <summary>A discovery service in memory, which notes what it is asked.</summary>
internal sealed class Discovery
{
    internal static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    private bool _isBusy;

    internal List<string> Events { get; } = [];

    internal bool IsKnown { get; private set; }

    /// <summary>How often two asked at the same time.</summary>
    internal int Overlaps { get; private set; }

    /// <summary>Whether it answers with an error.</summary>
    internal bool IsDown { get; set; }

    internal Task RegisterAsync(ProcessContext process) => AnswerAsync(process, "registered", true);

    internal Task UnregisterAsync(ProcessContext process) => AnswerAsync(process, "unregistered", false);

    internal ServiceRegistration Announce(RegistrationOptions? options = null) => new("announce", RegisterAsync, UnregisterAsync, options);

    private async Task AnswerAsync(ProcessContext process, string what, bool isKnown)
    {
        Overlaps += _isBusy ? 1 : 0;
        _isBusy = true;
        try
        {
            await process.DelayAsync(Latency);
            Events.Add(IsDown ? "refused" : what);
            IsKnown = IsDown ? throw new IOException("The discovery service does not answer.") : isKnown;
        }
        finally
        {
            _isBusy = false;
        }
    }
}
