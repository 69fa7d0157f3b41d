namespace Supervision.Tests.Scheduling.Models;

/// <summary>How a signal reaches the other process.</summary>
internal enum Carrier
{
    /// <summary>At once into the other's door; a closed door refuses it, and the sender puts the answer into its own door.</summary>
    Door,

    /// <summary>Later, in order per direction; the place of a dead process answers, behind whatever that process sent before.</summary>
    Wire,
}

/// <summary>The rules of the link protocol that the model can bend, to show that it would notice.</summary>
internal sealed record LinkRules
{
    internal Carrier Carrier { get; init; }

    /// <summary>Whether a process survives the exits that it receives.</summary>
    internal bool TrapsExits { get; init; } = true;

    /// <summary>UNLINK removes the link object it names; bent: every link with the sender.</summary>
    internal bool UnlinkNamesItsLink { get; init; } = true;

    /// <summary>Whoever has asked for a link takes the request back instead of sending UNLINK while the other has not entered it; bent: whether
    /// it has or not.</summary>
    internal bool WithdrawalLooksFirst { get; init; } = true;

    /// <summary>EXIT about a link that is not in the list is dropped; bent: it is delivered.</summary>
    internal bool UnknownExitIsDropped { get; init; } = true;

    /// <summary>EXIT removes every link with the sender; bent: only the one that it names.</summary>
    internal bool ExitEndsEveryLink { get; init; } = true;

    /// <summary>A refused LINK is answered through the linker's own door; bent: inside Link, ahead of what waits there.</summary>
    internal bool RefusalTakesItsPlace { get; init; } = true;
}

/// <summary>
/// Two processes that link, unlink and die in every order, one signal at a time. Each link is an object that both ends keep in
/// their own list: Link makes one unless the list has one with that peer; Unlink removes all of them and names each to the peer;
/// a death names each too, and the survivor delivers one exit for all of them.
/// </summary>
internal readonly record struct LinkModel(LinkSide First, LinkSide Second)
{
    internal static Visited Visit(LinkRules rules, int operations, int deaths) =>
        StateSpace.Visit(
            new LinkModel(LinkSide.Of('A', operations, deaths > 0), LinkSide.Of('B', operations, deaths > 1)),
            state => state.Steps(rules),
            (state, isFinal) => state.Complaint(isFinal));

    public override string ToString() => $"{First}   {Second}";

    private IEnumerable<(string Label, LinkModel Next)> Steps(LinkRules rules)
    {
        foreach ((string label, LinkModel next) in StepsOfFirst(rules))
        {
            yield return ($"{First.Name} {label}", next);
        }

        foreach ((string label, LinkModel next) in Swapped().StepsOfFirst(rules))
        {
            yield return ($"{Second.Name} {label}", next.Swapped());
        }
    }

    private IEnumerable<(string Label, LinkModel Next)> StepsOfFirst(LinkRules rules)
    {
        if (First.Outbox.Length > 0)
        {
            LinkModel posted = this with { First = First with { Outbox = First.Outbox[2..] } };
            yield return ($"sends {First.Outbox[..2]}", posted.Send(First.Outbox[..2], rules));
        }

        if (First.Arrivals.Length > 0 && (First.IsDead || First.Outbox.Length == 0))
        {
            LinkModel taken = this with { First = First with { Arrivals = First.Arrivals[2..] } };
            yield return ($"handles {First.Arrivals[..2]}", taken.Handle(First.Arrivals[0], First.Arrivals[1], rules));
        }

        if (First.IsDead || First.Outbox.Length > 0)
        {
            yield break;
        }

        if (First.Operations > 0)
        {
            LinkModel called = this with { First = First with { Operations = First.Operations - 1 } };
            yield return ("links", called.Link(rules));
            yield return ("unlinks", called.Unlink(rules));
        }

        if (First.IsMortal)
        {
            yield return ("dies", Die(rules));
        }
    }

    private LinkModel Link(LinkRules rules)
    {
        if (First.Own != 0)
        {
            return this;
        }

        char link = (char)((First.Name == 'A' ? '0' : '3') + First.Made);
        LinkSide linked = First.With(link) with { Made = First.Made + 1, WasTold = false, HasUnlinked = false };
        return (this with { First = linked }).Send($"L{link}", rules);
    }

    private LinkModel Unlink(LinkRules rules)
    {
        int withdrawn = First.Own & First.Requests & (rules.WithdrawalLooksFirst ? ~Second.Entered : -1);
        LinkSide told = First with { Own = First.Own & ~withdrawn };
        return new LinkModel(
            First with { Own = 0, HasUnlinked = true, Outbox = told.SignalForEachOwn('U') },
            Second with { Withdrawn = Second.Withdrawn | withdrawn });
    }

    private LinkModel Die(LinkRules rules)
    {
        string unhandled = rules.Carrier == Carrier.Door ? First.Arrivals : "";
        string refused = string.Concat(unhandled.Chunk(2).Where(signal => signal[0] == 'L').Select(signal => $"N{signal[1]}"));
        return this with
        {
            First = First with
            {
                IsDead = true,
                Own = 0,
                Arrivals = First.Arrivals[unhandled.Length..],
                Outbox = First.SignalForEachOwn('X') + refused,
            },
        };
    }

    private LinkModel Send(string signal, LinkRules rules)
    {
        if (!Second.IsDead || rules.Carrier == Carrier.Wire)
        {
            return this with { Second = Second with { Arrivals = Second.Arrivals + signal } };
        }

        if (signal[0] != 'L')
        {
            return this;
        }

        return rules.RefusalTakesItsPlace
            ? this with { First = First with { Arrivals = $"{First.Arrivals}N{signal[1]}" } }
            : Exit(signal[1], rules);
    }

    private LinkModel Handle(char kind, char link, LinkRules rules)
    {
        if (First.IsDead)
        {
            return kind == 'L' ? this with { First = First with { Outbox = $"{First.Outbox}N{link}" } } : this;
        }

        return kind switch
        {
            'L' => this with { First = First.Enter(link) },
            'U' when rules.UnlinkNamesItsLink => this with { First = First.Without(link) },
            'U' => this with { First = First with { Own = 0 } },
            _ => Exit(link, rules),
        };
    }

    private LinkModel Exit(char link, LinkRules rules)
    {
        if (!First.Holds(link) && rules.UnknownExitIsDropped)
        {
            return this;
        }

        string? wrong = First switch
        {
            { HasUnlinked: true } => "an exit was delivered after unlink had returned",
            { WasTold: true } => "one death was delivered twice",
            _ => First.Complaint,
        };
        LinkSide told = rules.ExitEndsEveryLink ? First with { Own = 0 } : First.Without(link);
        LinkModel next = this with { First = told with { WasTold = true, Complaint = wrong } };
        return rules.TrapsExits ? next : next.Die(rules);
    }

    private string? Complaint(bool isFinal) =>
        First.Complaint ?? Second.Complaint ?? (isFinal ? ComplaintAtRest() : null);

    private string? ComplaintAtRest() => (First.IsDead, Second.IsDead) switch
    {
        (false, false) when First.Own != Second.Own => "at rest the two processes hold different links",
        (true, false) when Second.Own != 0 => "a survivor was never told of a death",
        (false, true) when First.Own != 0 => "a survivor was never told of a death",
        _ => null,
    };

    private LinkModel Swapped() => new(Second, First);
}
