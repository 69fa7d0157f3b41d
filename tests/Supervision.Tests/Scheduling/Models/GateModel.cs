namespace Supervision.Tests.Scheduling.Models;

/// <summary>What the taker does between claiming and comparing the epochs.</summary>
internal enum Fence
{
    None,
    OwnProcessor,
    EveryProcessor,
}

/// <summary>Where the runner is.</summary>
internal enum RunnerAt
{
    Outside,
    InUserCode,
    Leaving,
    WaitingForTheLock,
    Robbed,
}

/// <summary>Where the taker is.</summary>
internal enum TakerAt
{
    Start,
    WaitingForTheLock,
    Claiming,
    Fencing,
    Comparing,
    Unlocking,
    End,
}

/// <summary>
/// The gate between user code and its process on two processors of which each keeps its latest store to itself for a while, in a
/// buffer of one entry; only a fence empties it for certain. A store needs an empty buffer, and so does a lock, at both of its ends.
/// </summary>
/// <param name="Epoch">The epoch in memory.</param>
/// <param name="Claim">The claim in memory: 0 free, 1 deciding, 2 taken.</param>
/// <param name="PendingEpoch">The runner's store that memory has not seen; -1: none.</param>
/// <param name="PendingClaim">The taker's store that memory has not seen; -1: none.</param>
/// <param name="Runner">Where the runner is.</param>
/// <param name="Left">How many stays in user code the runner has come back from.</param>
/// <param name="Taker">Where the taker is.</param>
/// <param name="Seen">The epoch that the taker saw first.</param>
/// <param name="Attempts">How many more times the taker will try; a second taker would do the same, as the lock orders them.</param>
/// <param name="Seizures">How often a taker believed that it had won.</param>
/// <param name="Complaint">What went wrong.</param>
internal readonly record struct GateModel(
    int Epoch,
    int Claim,
    int PendingEpoch,
    int PendingClaim,
    RunnerAt Runner,
    int Left,
    TakerAt Taker,
    int Seen,
    int Attempts,
    int Seizures,
    string? Complaint)
{
    private const int Stays = 2;
    private const int Nothing = -1;

    internal static Visited Visit(Fence fence, bool respectsWinner = true) =>
        StateSpace.Visit(
            new GateModel(0, 0, Nothing, Nothing, RunnerAt.Outside, 0, TakerAt.Start, 0, 2, 0, null),
            state => [.. state.FlushSteps(), .. state.RunnerSteps(), .. state.TakerSteps(fence, respectsWinner)],
            (state, isFinal) => state.Complaint ?? (isFinal ? state.ComplaintAtRest() : null));

    public override string ToString() =>
        $"epoch {Epoch}{(PendingEpoch == Nothing ? "" : $" (soon {PendingEpoch})")}, claim {Claim}{(PendingClaim == Nothing ? "" : $" (soon {PendingClaim})")}";

    private IEnumerable<(string Label, GateModel Next)> FlushSteps()
    {
        if (PendingEpoch != Nothing)
        {
            yield return ("memory sees the epoch", WithEpochFlushed());
        }

        if (PendingClaim != Nothing)
        {
            yield return ("memory sees the claim", WithClaimFlushed());
        }
    }

    private IEnumerable<(string Label, GateModel Next)> RunnerSteps()
    {
        switch (Runner)
        {
            case RunnerAt.Outside when Left < Stays && PendingEpoch == Nothing:
                yield return ("runner enters", this with { PendingEpoch = Epoch + 1, Runner = RunnerAt.InUserCode });
                break;
            case RunnerAt.InUserCode when PendingEpoch == Nothing:
                yield return ("runner leaves", this with { PendingEpoch = Epoch + 1, Runner = RunnerAt.Leaving });
                break;
            case RunnerAt.Leaving when Claim == 0:
                yield return ("runner sees no claim", GoOn());
                break;
            case RunnerAt.Leaving:
                yield return ("runner sees a claim", this with { Runner = RunnerAt.WaitingForTheLock });
                break;
            case RunnerAt.WaitingForTheLock when !IsLocked && PendingEpoch == Nothing:
                yield return ("runner asks under the lock", Claim == 2 ? this with { Runner = RunnerAt.Robbed } : GoOn());
                break;
        }
    }

    private IEnumerable<(string Label, GateModel Next)> TakerSteps(Fence fence, bool respectsWinner)
    {
        switch (Taker)
        {
            case TakerAt.Start when Attempts > 0:
                yield return ("taker looks", this with { Attempts = Attempts - 1, Seen = Epoch, Taker = TakerAt.WaitingForTheLock });
                break;
            case TakerAt.WaitingForTheLock:
                bool withdraws = respectsWinner && Claim == 2;
                yield return ("taker locks", this with { Taker = withdraws ? TakerAt.Unlocking : TakerAt.Claiming });
                break;
            case TakerAt.Claiming when PendingClaim == Nothing:
                yield return ("taker claims", this with { PendingClaim = 1, Taker = TakerAt.Fencing });
                break;
            case TakerAt.Fencing:
                yield return ("taker fences", Fenced(fence) with { Taker = TakerAt.Comparing });
                break;
            case TakerAt.Comparing when PendingClaim == Nothing:
                yield return Seen % 2 == 1 && Epoch == Seen
                    ? ("taker wins", Seize())
                    : ("taker withdraws", this with { PendingClaim = 0, Taker = TakerAt.Unlocking });
                break;
            case TakerAt.Unlocking when PendingClaim == Nothing:
                yield return ("taker unlocks", this with { Taker = Attempts > 0 ? TakerAt.Start : TakerAt.End });
                break;
        }
    }

    private bool IsLocked => Taker is not (TakerAt.Start or TakerAt.WaitingForTheLock or TakerAt.End);

    private GateModel GoOn() => this with
    {
        Runner = RunnerAt.Outside,
        Left = Left + 1,
        Complaint = Seizures > 0 ? "the runner touches what a taker owns" : Complaint,
    };

    private GateModel Seize() => this with
    {
        PendingClaim = 2,
        Taker = TakerAt.Unlocking,
        Seizures = Seizures + 1,
        Complaint = Seizures > 0 ? "two takers own the process"
            : Left > Seen / 2 ? "a runner that had left was robbed"
            : Complaint,
    };

    private GateModel Fenced(Fence fence) => fence switch
    {
        Fence.None => this,
        Fence.OwnProcessor => WithClaimFlushed(),
        _ => WithClaimFlushed().WithEpochFlushed(),
    };

    private GateModel WithEpochFlushed() =>
        PendingEpoch == Nothing ? this : this with { Epoch = PendingEpoch, PendingEpoch = Nothing };

    private GateModel WithClaimFlushed() =>
        PendingClaim == Nothing ? this : this with { Claim = PendingClaim, PendingClaim = Nothing };

    private string? ComplaintAtRest() => (Runner, Seizures) switch
    {
        (RunnerAt.Robbed, 1) => null,
        (RunnerAt.Outside, 0) when Left == Stays => null,
        _ => "the process has no owner, or its owner does not know",
    };
}
