using Supervision.Processes;

namespace Supervision.Tests.Scheduling;

/// <summary>What the scenarios push: the n-th letter of a sender, or the signal to die.</summary>
internal sealed class Letter(string sender, int number) : Envelope
{
    internal const string Killer = "killer";

    internal string Sender { get; } = sender;

    internal int Number { get; } = number;

    public override string ToString() => $"{Sender} {Number}";
}
