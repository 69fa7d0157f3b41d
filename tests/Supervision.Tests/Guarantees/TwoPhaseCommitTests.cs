using Supervision.Testing;

namespace Supervision.Tests.Guarantees;

/// <summary>Processes that depend on each other: when one is lost all start from a clean slate, and no interleaving has to be thought of.</summary>
public sealed class TwoPhaseCommitTests
{
    private const int Transactions = 3;

    private static readonly string[] Names = ["left", "right", "coordinator"];

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static ExplorationOptions Options => new() { Schedules = 1000, Crashes = CrashPolicy.Allow, MaxShrinks = 0 };

    [Theory]
    [InlineData("left")]
    [InlineData("right")]
    [InlineData("coordinator")]
    public void OneForAll_KillInAnyPhase_LeavesNoHalfCommit(string victim)
    {
        HashSet<string> phases = [];

        ExplorationReport report = Simulation.Explore(test => CommitAsync(test, RestartStrategy.OneForAll, victim, phases), Options);

        Assert.True(report.Schedules >= 1000, $"{report.Schedules} schedules");
        Assert.Superset(new HashSet<string> { "preparing", "committing", "committed" }, phases);
    }

    /// <summary>The same parts, each restarted for itself: a participant that has said yes comes back and knows of nothing.</summary>
    [Fact]
    public void OneForOne_KillOfAParticipant_IsFoundToLeaveAHalfCommit()
    {
        ScheduleFailedException failure = Assert.Throws<ScheduleFailedException>(
            static () => Simulation.Explore(static test => CommitAsync(test, RestartStrategy.OneForOne, "left", []), Options));

        Assert.Contains("half a commit", failure.Message, StringComparison.Ordinal);
    }

    private static async Task CommitAsync(TestProcess test, RestartStrategy strategy, string victim, HashSet<string> phases)
    {
        CommitDisk disk = new();
        await test.StartSupervisedAsync(Tree(disk, strategy));
        Pid[] before = [.. Names.Select(test.Runtime.Find)];
        List<int> acknowledged = [];
        test.Spawn(client => TransactAsync(client, acknowledged));

        // The second transaction begins at the same moment: what comes first is for the exploration to say.
        await test.DelayAsync(Millisecond);
        phases.Add(disk.Phase);
        test.Runtime.Find(victim).Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Pid[] after = [.. Names.Select(test.Runtime.Find)];
        Assert.All(after, static process => Assert.True(process.IsAlive));
        if (strategy == RestartStrategy.OneForAll)
        {
            Assert.All(Names, (_, at) => Assert.NotEqual(before[at], after[at]));
        }

        Assert.True(disk.Committed["left"].SequenceEqual(disk.Committed["right"]), "half a commit was left");
        Assert.All(acknowledged, transaction => Assert.Contains(transaction, disk.Committed["left"].Keys));
        Assert.Contains(Transactions - 1, acknowledged);
    }

    private static async Task TransactAsync(ProcessContext client, List<int> acknowledged)
    {
        ServerRef<Transact> coordinator = ServerRef<Transact>.ForName(client.Runtime, "coordinator");
        for (int transaction = 0; transaction < Transactions; transaction++)
        {
            if ((await coordinator.TryCallAsync(new Transact(transaction, $"value {transaction}"))).Failure is null)
            {
                acknowledged.Add(transaction);
            }

            await client.DelayAsync(Millisecond);
        }
    }

    private static SupervisorSpec Tree(CommitDisk disk, RestartStrategy strategy) => new()
    {
        Id = "commit",
        Options = new SupervisorOptions { Strategy = strategy, MaxRestarts = 100 },
        Children =
        [
            ChildSpec.Server("left", () => new CommitParticipant(disk, "left"), new ServerOptions { Name = "left" }),
            ChildSpec.Server("right", () => new CommitParticipant(disk, "right"), new ServerOptions { Name = "right" }),
            ChildSpec.Server("coordinator", () => new CommitCoordinator(disk), new ServerOptions { Name = "coordinator" }),
        ],
    };
}
