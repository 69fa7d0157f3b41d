using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>
/// A process reduced to its door: it drains, dies when told to, and parks. Its plain fields are exact, because a thread's step is
/// one operation of the door and everything up to its next one.
/// </summary>
internal sealed class DoorOwner(Schedule schedule, TestedDoor door)
{
    private readonly List<Letter> _delivered = [];
    private readonly List<Letter> _bounced = [];
    private readonly List<Letter> _refused = [];
    private int _turns;
    private int _running;
    private int _waiting;
    private int _deaths;

    /// <summary>How often a turn drains before it gives way to other processes.</summary>
    internal int DrainsPerTurn { get; init; } = int.MaxValue;

    /// <summary>Whether senders put their letters into batches where they can.</summary>
    internal bool TakesBatches { get; init; }

    /// <summary>Whether it dies in its next turn.</summary>
    internal bool IsDying { get; set; }

    /// <summary>What the scheduler does for an owner that was woken or gave way.</summary>
    internal void StartTurn() => schedule.Start($"turn {++_turns}", Turn);

    /// <summary>Starts a thread that sends letters 1 to <paramref name="letters"/>.</summary>
    internal void StartSender(string name, int letters) => schedule.Start(name, () =>
    {
        for (int number = 1; number <= letters; number++)
        {
            Send(new Letter(name, number));
        }
    });

    /// <summary>Each letter came to exactly one end, and the letters of a sender in the order it sent them.</summary>
    internal void AssertNothingLost(string sender, int letters)
    {
        IEnumerable<Letter> ends = [.. _delivered, .. _bounced, .. _refused];
        string numbers = string.Join(' ', ends.Where(letter => letter.Sender == sender).Select(letter => letter.Number));
        string sent = string.Join(' ', Enumerable.Range(1, letters));
        Assert.True(numbers == sent, $"sender {sender} sent {sent}, and of that came to an end: {numbers}");
    }

    /// <summary>No turn is left, and the next letter would wake the owner.</summary>
    internal void AssertParked()
    {
        Assert.True(_refused.Count + _bounced.Count + _running == 0, "an owner that lives turned letters away");
        Assert.Equal(PushResult.AcceptedAndWoken, door.Push(new Letter("later", 1)));
    }

    /// <summary>It died once, and the next letter would be refused.</summary>
    internal void AssertClosed()
    {
        Assert.Equal(1, _deaths);
        Assert.Equal(0, _running);
        Assert.True(door.IsClosed);
        Assert.Equal(PushResult.Closed, door.Push(new Letter("later", 1)));
    }

    private void Send(Letter letter)
    {
        if (TakesBatches && door.TryAdd(letter) != AddResult.Refused)
        {
            return;
        }

        switch (door.Push(letter))
        {
            case PushResult.Closed:
                _refused.Add(letter);
                Assert.True(letter.Next is null, "a refused letter holds on to another");
                return;
            case PushResult.AcceptedAndWoken:
                StartTurn();
                break;
        }

        _waiting++;
        if (!TakesBatches)
        {
            Assert.Equal(_waiting, Schedule.Glance(() => door.Length));
        }
    }

    private void Turn()
    {
        Assert.True(++_running == 1, "two turns of one owner ran at once");
        for (int drains = 1; ; drains++)
        {
            Empty(door.TakeAll(), _delivered);
            if (IsDying)
            {
                Empty(door.Close(), _bounced);
                _deaths++;
                break;
            }

            if (door.TryPark())
            {
                break;
            }

            if (drains == DrainsPerTurn)
            {
                StartTurn();
                break;
            }
        }

        _running--;
    }

    private void Empty(Envelope? oldest, List<Letter> into)
    {
        while (oldest is Letter or MessageBatch)
        {
            if (oldest is Letter letter)
            {
                into.Add(letter);
                _waiting--;
                IsDying |= letter.Sender == Letter.Killer;
            }
            else
            {
                Empty((MessageBatch)oldest, into);
            }

            (oldest, oldest.Next) = (oldest.Next, null);
        }
    }

    private static void Empty(MessageBatch batch, List<Letter> into)
    {
        batch.Seal<ControlledAtomics>();
        while (batch.Left > 0)
        {
            batch.TakeNext();
            into.Add((Letter)batch.Content!);
        }
    }
}
