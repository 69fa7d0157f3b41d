using Supervision.Calls;
using Supervision.Runtime;
using Supervision.Signals;

namespace Supervision.Testing.Kit;

/// <summary>The process of a probe: keeps what it receives until the test expects it. All fields are its turn's.</summary>
/// <param name="name">How the probe is called in messages.</param>
/// <param name="world">Where the test runs.</param>
/// <param name="note">Is told every message that arrives, with its call.</param>
internal sealed class ProbeBehavior(string name, TestWorld world, Action<object, CallNode?> note) : ProcessBehavior
{
    /// <summary>What has arrived and nobody has expected, oldest first.</summary>
    private readonly List<object> _mailbox = [];

    /// <summary>What the test waits for, oldest first.</summary>
    private readonly List<Expectation> _expectations = [];

    /// <summary>Answer a message by themselves; true: done.</summary>
    private readonly List<Func<object, bool>> _rules = [];

    private ProcessCell? _cell;
    private int _received;

    /// <summary>Written by the turn, read by all; null when the test expects nothing.</summary>
    private volatile string? _wanted;

    internal IReadOnlyList<object> Mailbox => _mailbox;

    internal override bool IsInUserCode => false;

    /// <summary>What the test expects first, for whoever asks.</summary>
    internal override string? WaitsIn => _wanted is { } wanted ? $"an expectation of the test: {wanted}" : null;

    /// <summary>What the test expects first; null when it expects nothing.</summary>
    internal string? Wanted => _wanted;

    internal override bool HandlesStop => true;

    internal override string Label => name;

    internal ProcessCell Cell => _cell!;

    internal override void Begin(ProcessCell cell) => _cell = cell;

    internal override bool Advance(ProcessCell cell)
    {
        if (cell.TakeFirstOnTurn() is not { } envelope)
        {
            return false;
        }

        switch (envelope.Content)
        {
            case ProbeOrder order:
                order.ActOnTurn(this);
                break;
            case StopRequest stop:
                cell.ExitOnTurn(stop.Reason);
                break;
            case { } content:
                Receive(content, envelope as CallNode);
                break;
        }

        return true;
    }

    internal override void Unwind(ProcessCell cell, ExitReason reason)
    {
        foreach (Expectation expectation in _expectations)
        {
            expectation.Fail(KitErrors.ProbeEnded(name, expectation.Wanted, reason));
        }

        _expectations.Clear();
        NoteWait();
    }

    /// <summary>The test begins to wait: what is here already is looked at first.</summary>
    internal void BeginOnTurn(Expectation expectation)
    {
        for (int i = 0; i < _mailbox.Count; i++)
        {
            if (Offer(expectation, _mailbox[i]) is { } isTaken)
            {
                if (isTaken)
                {
                    _mailbox.RemoveAt(i);
                }

                return;
            }
        }

        if (FailsNow(expectation))
        {
            return;
        }

        if (expectation.Within == TimeSpan.Zero)
        {
            expectation.TimeOut(this);
            return;
        }

        _expectations.Add(expectation);
        NoteWait();
        if (expectation.Within != Timeout.InfiniteTimeSpan)
        {
            expectation.Timer = Alarm.For(Cell, (this, expectation), static x => x.Item1.TimeOut(x.expectation));
            Cell.Runtime.Timers.Start(expectation.Timer, expectation.Within);
        }
    }

    /// <summary>From now on, and for what is in the mailbox.</summary>
    internal void AddRuleOnTurn(Func<object, bool> rule)
    {
        _rules.Add(rule);
        _mailbox.RemoveAll(content => Attempt(rule, content));
    }

    internal ProbeFailure FailureOf(Expectation expectation) =>
        new(name, Cell.Pid, expectation.Wanted, expectation.Within, [.. _mailbox], expectation.Rejected, _received, world);

    private void Receive(object content, CallNode? call)
    {
        if (call is not null)
        {
            // Whoever waits hears of the probe's end, as of a server's.
            Cell.AddTakenCallOnTurn(call);
        }

        _received += content is Signal ? 0 : 1;
        note(content, call);
        if (_rules.Exists(rule => Attempt(rule, content)))
        {
            return;
        }

        foreach (Expectation expectation in _expectations)
        {
            if (Offer(expectation, content) is { } isTaken)
            {
                End(expectation);
                if (!isTaken)
                {
                    _mailbox.Add(content);
                }

                return;
            }
        }

        _mailbox.Add(content);
        foreach (Expectation expectation in _expectations.FindAll(FailsNow))
        {
            End(expectation);
        }
    }

    /// <summary>A test that expects nothing fails as soon as there is something; what the probe watches for is no message.</summary>
    private bool FailsNow(Expectation expectation)
    {
        if (expectation is Expectation.OfNothing && _mailbox.Exists(static content => content is not Signal))
        {
            expectation.Fail(KitErrors.NotNothing(name, [.. _mailbox.Where(static content => content is not Signal)]));
            return true;
        }

        return false;
    }

    /// <summary>True: the expectation took the message. False: it is over without. Null: it goes on. Runs the test's match.</summary>
    private bool? Offer(Expectation expectation, object content)
    {
        Cell.EnterUser();
        bool isTaken = false;
        Exception? error = null;
        try
        {
            isTaken = expectation.Offer(content);
        }
        catch (Exception thrown) // the test's own code: its failure is the test's
        {
            error = thrown;
        }

        Cell.LeaveUser();
        if (error is not null)
        {
            expectation.Fail(error);
            return false;
        }

        return isTaken ? true : null;
    }

    private bool Attempt(Func<object, bool> rule, object content)
    {
        Cell.EnterUser();
        bool isDone = false;
        Exception? error = null;
        try
        {
            isDone = rule(content);
        }
        catch (Exception thrown) // the test's own code: it ends the probe, as a server's handler would
        {
            error = thrown;
        }

        Cell.LeaveUser();
        if (error is not null)
        {
            Cell.ExitOnTurn(Cell.ReasonOf(error));
        }

        return isDone || error is not null;
    }

    private void TimeOut(Expectation expectation)
    {
        if (_expectations.Remove(expectation))
        {
            NoteWait();
            expectation.TimeOut(this);
        }
    }

    private void NoteWait() => _wanted = _expectations is [{ } first, ..] ? first.Wanted : null;

    private void End(Expectation expectation)
    {
        _expectations.Remove(expectation);
        NoteWait();
        if (expectation.Timer is { } timer)
        {
            Cell.Runtime.Timers.Cancel(timer);
        }
    }
}
