using Supervision.Testing;
using static Supervision.Tests.Samples.BlockExamples;

namespace Supervision.Tests.StateMachines;

/// <summary>Whatever the order, and whoever is killed: a call that waits inside the machine is answered or fails.</summary>
public sealed class StateMachineRaceTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void PostponedCalls_WhileTheMachineIsKilled_AreAllAnsweredOrFail() => Simulation.Explore(
        PassAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow });

    private static async Task PassAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(ChildSpec.Server("door", static () => new Door(), new ServerOptions { Name = "door" }));
        ServerRef<DoorMessage> door = ServerRef<DoorMessage>.ForName(test.Runtime, "door");
        List<CallResult<string>> results = [];
        List<Pid> guests = [.. Enumerable.Range(0, 3).Select(number => test.Spawn(async guest =>
        {
            await guest.DelayAsync(Moment * (number % 2));
            results.Add(await door.TryCallAsync(new DoorMessage.Pass(), Timeout.InfiniteTimeSpan));
        }))];
        bool isKilled = test.Choose(3) > 0;
        await test.DelayAsync(Moment * test.Choose(2));
        if (isKilled)
        {
            test.Runtime.Find("door").Exit(test.Choose(2) == 0 ? ExitReason.Kill : new ExitReason.Custom("boom"));
            await test.DelayAsync(Moment);
        }

        door.Cast(new DoorMessage.Code("1234"));
        await Task.WhenAll(guests.Select(static guest => guest.WaitForExitAsync()));
        Assert.Equal(guests.Count, results.Count);
        Assert.All(results, result => Assert.True(isKilled || (result.TryGetReply(out string? reply) && reply == "welcome")));
    }
}
