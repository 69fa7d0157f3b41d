namespace Supervision.Tests.Scheduling.Models;

/// <summary>The rules of the door that the model can bend, to show that it would notice.</summary>
internal sealed record DoorRules
{
    /// <summary>Parking is one comparison and exchange; bent: a look, and later a store.</summary>
    internal bool ParksInOneStep { get; init; } = true;

    /// <summary>Only a push that replaces Parked wakes; bent: one into an empty door does too.</summary>
    internal bool WakesOnlyTheParked { get; init; } = true;

    /// <summary>Closing is one exchange; bent: a take, and later a store.</summary>
    internal bool ClosesInOneStep { get; init; } = true;

    /// <summary>Only a runner inside user code can be seized; bent: any.</summary>
    internal bool SeizesInUserCodeOnly { get; init; } = true;
}

/// <summary>Who acts for the process, and where.</summary>
internal enum OwnerAt
{
    Nowhere,
    Draining,
    Handling,
    InUserCode,
    AboutToPark,
    Dying,
    AboutToClose,
}

/// <summary>
/// The life of a door: two senders, the turns of the owner, its death by the letter k or K, and a taker that acts for an owner which does
/// not come back from user code. A letter is a character; the door's word is P (parked), C (closed) or the letters, newest first.
/// </summary>
/// <param name="Word">The door.</param>
/// <param name="First">A sender.</param>
/// <param name="Second">Another sender.</param>
/// <param name="Turns">How many turns the scheduler has still to run.</param>
/// <param name="Owner">Where the owner is: a turn, or after a seizure the taker.</param>
/// <param name="Hand">What the owner has taken out and not handled yet, oldest first.</param>
/// <param name="Ends">What came to an end, in order: handled, bounced or refused.</param>
/// <param name="Seized">A taker has replaced the runner, which may still be in user code.</param>
/// <param name="RobbedRuns">The runner that was replaced still acts for the process.</param>
/// <param name="Complaint">What went wrong.</param>
internal readonly record struct DoorModel(
    string Word,
    DoorSender First,
    DoorSender Second,
    int Turns,
    OwnerAt Owner,
    string Hand,
    string Ends,
    bool Seized,
    bool RobbedRuns,
    string? Complaint)
{
    private const string Kills = "kK";
    private const char Empty = '-';

    internal static Visited Visit(DoorRules rules, string first, string second) =>
        StateSpace.Visit(
            new DoorModel("", new DoorSender(first, null), new DoorSender(second, null), 1, OwnerAt.Nowhere, "", "", false, false, null),
            state => [.. state.SenderSteps(rules), .. state.OwnerSteps(rules), .. state.TakerSteps(rules)],
            (state, isFinal) => state.Complaint ?? (isFinal ? state.ComplaintAtRest(first, second) : null));

    public override string ToString() => $"door '{Word}', {Turns} turns, owner {Owner} with '{Hand}', ended '{Ends}'";

    private char Top => Word.Length == 0 ? Empty : Word[0];

    private IEnumerable<(string Label, DoorModel Next)> SenderSteps(DoorRules rules)
    {
        if (First.Unsent.Length > 0)
        {
            (DoorModel next, DoorSender sender) = Push(First, rules);
            yield return ($"first sender {(sender.Head is null ? "sends" : "reads for")} {First.Letter}", next with { First = sender });
        }

        if (Second.Unsent.Length > 0)
        {
            (DoorModel next, DoorSender sender) = Push(Second, rules);
            yield return ($"second sender {(sender.Head is null ? "sends" : "reads for")} {Second.Letter}", next with { Second = sender });
        }
    }

    /// <summary>A push reads the word, and in another step replaces what it read, or reads anew.</summary>
    private (DoorModel Next, DoorSender Sender) Push(DoorSender sender, DoorRules rules)
    {
        if (sender.Head is null && Top != 'C')
        {
            return (this, sender with { Head = Top });
        }

        if (Top == 'C')
        {
            return (this with { Ends = Ends + sender.Letter }, sender.Sent);
        }

        if (sender.Head != Top)
        {
            return (this, sender with { Head = Top });
        }

        bool wakes = Top == 'P' || (Top == Empty && !rules.WakesOnlyTheParked);
        return (this with { Word = sender.Letter + (Top == 'P' ? "" : Word), Turns = Turns + (wakes ? 1 : 0) }, sender.Sent);
    }

    private IEnumerable<(string Label, DoorModel Next)> OwnerSteps(DoorRules rules)
    {
        if (Turns > 0)
        {
            yield return ("a turn begins", this with
            {
                Turns = Turns - 1,
                Owner = OwnerAt.Draining,
                Complaint = Owner == OwnerAt.Nowhere && Top is not ('P' or 'C') ? Complaint : "a turn of an owner that runs, is parked or is dead",
            });
        }

        foreach ((string label, DoorModel next) in OwnTurn(rules))
        {
            yield return (label, next);
        }

        if (RobbedRuns)
        {
            yield return ("the robbed runner touches the process", this with { Complaint = "two owners" });
        }
    }

    private IEnumerable<(string Label, DoorModel Next)> OwnTurn(DoorRules rules) => Owner switch
    {
        OwnerAt.Draining => [("takes all", this with { Word = "", Hand = Hand + OldestFirst(Word), Owner = OwnerAt.Handling })],
        OwnerAt.Handling when Hand.Length > 0 && Kills.Contains(Hand[0]) => [("is killed", Handled() with { Owner = OwnerAt.Dying })],
        OwnerAt.Handling when Hand.Length > 0 => [("enters user code", this with { Owner = OwnerAt.InUserCode }), ("gives way", GiveWay())],
        OwnerAt.Handling when Word.Length > 0 => [("drains again", this with { Owner = OwnerAt.Draining }), ("gives way", GiveWay())],
        OwnerAt.Handling => [("looks before it parks", Park(rules)), ("gives way", GiveWay())],
        OwnerAt.AboutToPark => [("parks", this with { Word = "P", Owner = OwnerAt.Nowhere })],
        OwnerAt.InUserCode => [("leaves user code", Handled() with { Owner = OwnerAt.Handling })],
        OwnerAt.Dying => [("closes", Close(rules))],
        OwnerAt.AboutToClose => [("sets closed", this with { Word = "C", Owner = OwnerAt.Nowhere })],
        _ => [],
    };

    /// <summary>The taker acts when a kill waits in the door or in the hand; it leaves out what the runner was handling.</summary>
    private IEnumerable<(string Label, DoorModel Next)> TakerSteps(DoorRules rules)
    {
        bool canSeize = Owner == OwnerAt.InUserCode || (!rules.SeizesInUserCodeOnly && Owner == OwnerAt.Handling);
        if (canSeize && !Seized && (Word + Hand).Any(Kills.Contains))
        {
            DoorModel robbed = Owner == OwnerAt.InUserCode ? Handled() : this with { RobbedRuns = true };
            yield return ("a taker seizes the process", robbed with { Seized = true, Owner = OwnerAt.Dying });
        }
    }

    private DoorModel Handled() => this with { Ends = Ends + Hand[0], Hand = Hand[1..] };

    private DoorModel GiveWay() => this with { Turns = Turns + 1, Owner = OwnerAt.Nowhere };

    private DoorModel Park(DoorRules rules) => rules.ParksInOneStep
        ? this with { Word = "P", Owner = OwnerAt.Nowhere }
        : this with { Owner = OwnerAt.AboutToPark };

    private DoorModel Close(DoorRules rules) => this with
    {
        Ends = Ends + Hand + OldestFirst(Word),
        Hand = "",
        Word = rules.ClosesInOneStep ? "C" : "",
        Owner = rules.ClosesInOneStep ? OwnerAt.Nowhere : OwnerAt.AboutToClose,
    };

    private string? ComplaintAtRest(string first, string second)
    {
        string end = (first + second).Any(Kills.Contains) ? "C" : "P";
        return Word != end ? $"the door is not {end} at rest"
            : !IsInOrder(first) || !IsInOrder(second) ? "a letter was lost, doubled or overtaken"
            : null;
    }

    private bool IsInOrder(string sent) => string.Concat(Ends.Where(sent.Contains)) == sent;

    private static string OldestFirst(string word) => string.Concat(word.Reverse());
}
