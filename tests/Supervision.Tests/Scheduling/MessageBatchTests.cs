using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>Batches at the door of a process under every schedule with at most so many preemptions.</summary>
public sealed class MessageBatchTests(ITestOutputHelper output)
{
    /// <summary>From here on senders make batches.</summary>
    private const int Behind = 4;

    /// <summary>What the smallest batch holds.</summary>
    private const int Capacity = 16;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, Capacity - 2)]
    [InlineData(2, Capacity - 1)]
    [InlineData(2, Capacity)]
    public void Senders_OwnerAwake_LoseNothingAndKeepTheirOrder(int preemptions, int inBatch) =>
        Exploration.AssertHolds(output, preemptions, schedule => Send(schedule, inBatch, isDying: false));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(2, Capacity - 1)]
    public void Senders_OwnerCloses_AreHandedOutOrRefused(int preemptions, int inBatch) =>
        Exploration.AssertHolds(output, preemptions, schedule => Send(schedule, inBatch, isDying: true));

    [Fact]
    public void TryAdd_OwnerNotBehind_Refuses()
    {
        var door = new TestedDoor();
        Fill(door, Behind - 1, 0);

        Assert.Equal(AddResult.Refused, door.TryAdd(new Letter("one", 1)));
    }

    [Fact]
    public void TryAdd_OwnerParkedOrGone_Refuses()
    {
        var parked = new TestedDoor();
        Assert.True(parked.TryPark());
        var closed = new TestedDoor();
        closed.Close();

        Assert.Equal(AddResult.Refused, parked.TryAdd(new Letter("one", 1)));
        Assert.Equal(AddResult.Refused, closed.TryAdd(new Letter("one", 1)));
    }

    [Fact]
    public void Length_WithBatches_CountsTheirMessages()
    {
        var door = new TestedDoor();
        Fill(door, Behind, Capacity + 3);

        Assert.Equal(Behind + Capacity + 3, door.Length);
    }

    [Fact]
    public void Batch_OfMuchThatWaits_IsAsLargeAsThat()
    {
        var door = new TestedDoor();
        Fill(door, 100, 0);

        Assert.Equal(AddResult.BatchBegun, door.TryAdd(new Letter("one", 1)));
        Assert.All(Enumerable.Range(2, 99), number => Assert.Equal(AddResult.Added, door.TryAdd(new Letter("one", number))));
        Assert.Equal(AddResult.BatchBegun, door.TryAdd(new Letter("one", 101)));
    }

    private static void Send(Schedule schedule, int inBatch, bool isDying)
    {
        var door = new TestedDoor();
        Fill(door, Behind, inBatch);
        var owner = new DoorOwner(schedule, door) { TakesBatches = true, IsDying = isDying };
        owner.StartTurn();
        owner.StartSender("one", 2);
        owner.StartSender("two", 1);
        schedule.AtEnd(() => owner.AssertNothingLost("earlier", Behind + inBatch));
        schedule.AtEnd(() => owner.AssertNothingLost("one", 2));
        schedule.AtEnd(() => owner.AssertNothingLost("two", 1));
        schedule.AtEnd(isDying ? owner.AssertClosed : owner.AssertParked);
    }

    private static void Fill(TestedDoor door, int nodes, int inBatch)
    {
        for (int number = 1; number <= nodes; number++)
        {
            Assert.Equal(PushResult.Accepted, door.Push(new Letter("earlier", number)));
        }

        for (int number = nodes + 1; number <= nodes + inBatch; number++)
        {
            Assert.NotEqual(AddResult.Refused, door.TryAdd(new Letter("earlier", number)));
        }
    }
}
