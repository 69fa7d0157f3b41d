using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>The door of a process under every schedule with at most so many preemptions.</summary>
public sealed class DoorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Senders_OwnerBorn_WakeItOnceAndLoseNothing(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => SendToBorn(schedule, new TestedDoor()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Exploration.Unbounded)]
    public void Senders_OwnerParked_WakeItOnceAndLoseNothing(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => SendToParked(schedule, new TestedDoor()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Senders_OwnerGivesWay_NeitherRunItTwiceNorForgetIt(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => SendToBorn(schedule, new TestedDoor(), drainsPerTurn: 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Exploration.Unbounded)]
    public void Senders_OwnerCloses_AreDrainedBouncedOrRefused(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => SendToDying(schedule, new TestedDoor()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void KillSignal_AmidLetters_EndsTheOwnerOnce(int preemptions) =>
        Exploration.AssertHolds(output, preemptions, schedule => Kill(schedule, new TestedDoor()));

    [Fact]
    public void Park_WithoutAnotherLook_IsFoundToLoseAWakeUp() =>
        Exploration.AssertFound(output, "came to an end", 40, schedule => SendToBorn(schedule, new ParksUnlooked()));

    [Fact]
    public void Push_ThatWakesWhenEmpty_IsFoundToRunTheOwnerTwice() =>
        Exploration.AssertFound(output, "two turns", 40, schedule => SendToBorn(schedule, new WakesWhenEmpty()));

    [Fact]
    public void Push_ThatChecksClosedFirst_IsFoundToLoseALetter() =>
        Exploration.AssertFound(output, "came to an end", 40, schedule => SendToDying(schedule, new ChecksClosedFirst()));

    private static void SendToBorn(Schedule schedule, TestedDoor door, int drainsPerTurn = int.MaxValue)
    {
        var owner = new DoorOwner(schedule, door) { DrainsPerTurn = drainsPerTurn };
        owner.StartTurn();
        StartSenders(schedule, owner);
        schedule.AtEnd(owner.AssertParked);
    }

    private static void SendToParked(Schedule schedule, TestedDoor door)
    {
        Assert.True(door.TryPark());
        var owner = new DoorOwner(schedule, door);
        StartSenders(schedule, owner);
        schedule.AtEnd(owner.AssertParked);
    }

    private static void SendToDying(Schedule schedule, TestedDoor door)
    {
        var owner = new DoorOwner(schedule, door) { IsDying = true };
        owner.StartTurn();
        StartSenders(schedule, owner);
        schedule.AtEnd(owner.AssertClosed);
    }

    private static void Kill(Schedule schedule, TestedDoor door)
    {
        Assert.True(door.TryPark());
        var owner = new DoorOwner(schedule, door);
        StartSenders(schedule, owner);
        owner.StartSender(Letter.Killer, 1);
        schedule.AtEnd(() => owner.AssertNothingLost(Letter.Killer, 1));
        schedule.AtEnd(owner.AssertClosed);
    }

    private static void StartSenders(Schedule schedule, DoorOwner owner)
    {
        owner.StartSender("one", 2);
        owner.StartSender("two", 1);
        schedule.AtEnd(() => owner.AssertNothingLost("one", 2));
        schedule.AtEnd(() => owner.AssertNothingLost("two", 1));
    }
}
