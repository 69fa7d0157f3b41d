namespace ImageStore.Tests;

/// <summary>What a run has done: a model that is never in doubt has not met death.</summary>
internal sealed class Tally
{
    public int Sequences { get; set; }

    public int Steps { get; set; }

    public int Deaths { get; set; }

    /// <summary>Steps that death has left without an answer.</summary>
    public int Unanswered { get; set; }

    /// <summary>Of those, the ones that had been done.</summary>
    public int DoneUnanswered { get; set; }

    public override string ToString() => Invariant(
        $"{Sequences} sequences, {Steps} steps, {Deaths} deaths, {Unanswered} changes without an answer, of which {DoneUnanswered} were done");
}
