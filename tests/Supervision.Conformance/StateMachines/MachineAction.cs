using System.Globalization;

namespace Supervision.Conformance.StateMachines;

/// <summary>What a machine of a program does when a callback has returned. <see cref="object.ToString"/> is the Erlang term.</summary>
internal abstract record MachineAction
{
    /// <summary>For what never comes.</summary>
    internal const int Never = -1;

    internal sealed record Move(string State) : MachineAction
    {
        public override string ToString() => $"{{move,{State}}}";
    }

    internal sealed record Repeat : MachineAction
    {
        public override string ToString() => "repeat";
    }

    internal sealed record Postpone : MachineAction
    {
        public override string ToString() => "postpone";
    }

    internal sealed record Reply : MachineAction
    {
        public override string ToString() => "reply";
    }

    internal sealed record Insert(string Message) : MachineAction
    {
        public override string ToString() => $"{{insert,{Message}}}";
    }

    internal sealed record StateTimeout(int Milliseconds, string Message) : MachineAction
    {
        public override string ToString() => $"{{state_timeout,{Term(Milliseconds)},{Message}}}";
    }

    internal sealed record Timer(string Name, int Milliseconds, string Message) : MachineAction
    {
        public override string ToString() => $"{{timer,{Name},{Term(Milliseconds)},{Message}}}";
    }

    internal sealed record EventTimeout(int Milliseconds) : MachineAction
    {
        public override string ToString() => $"{{event_timeout,{Term(Milliseconds)}}}";
    }

    private static string Term(int milliseconds) => milliseconds == Never ? "infinity" : milliseconds.ToString(CultureInfo.InvariantCulture);
}
