using Supervision.Signals;

namespace Supervision.StateMachines;

/// <summary>A timeout that is set, and the note that its time has come.</summary>
internal sealed class MachineTimer(string name, TimeSpan time, object content)
{
    internal string Name => name;

    internal TimeSpan Time => time;

    /// <summary>What is handled when the time has come.</summary>
    internal object Content => content;

    /// <summary>The timer; null when the time is zero.</summary>
    internal TimedMessage? Timer { get; set; }
}
