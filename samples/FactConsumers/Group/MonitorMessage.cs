namespace FactConsumers;

/// <summary>What can be said to the monitor. A closed set.</summary>
internal abstract record MonitorMessage
{
    private MonitorMessage()
    {
    }

    /// <summary>Throw, to see what happens.</summary>
    public sealed record Crash : MonitorMessage;
}
