using System.Globalization;
using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Partitions;

/// <summary>Elixir's partitioned supervisor. It is an object here, with the supervisor's name.</summary>
public sealed class PartitionTests
{
    private const string Suite = "PartitionSupervisor";

    [Fact]
    [OtpCase("Q-1", Suite, "child_spec id, atom name")]
    public void Child_HasTheIdOfTheObject() => Assert.Equal(("carts", ChildType.Supervisor), (Agents(1).Child.Id, Agents(1).Child.Type));

    [Fact]
    [OtpCase("Q-3", Suite, "start with atom name")]
    public void Keys_AreSpreadOverPartitions_AndFoundAgain() => Run(static async stage =>
    {
        PartitionSupervisor partitions = new("carts", 4, static index => TaskSupervisor.Child($"tasks {index}"));
        await stage.Test.StartSupervisedAsync(partitions.Child);

        for (int key = 0; key < 100; key++)
        {
            TaskSupervisorRef tasks = TaskSupervisorRef.ForPid(stage.Runtime, partitions.Find(key.ToString(CultureInfo.InvariantCulture)));
            Assert.IsType<ChildResult.Started>(await tasks.StartAsync(static process => process.ReceiveAsync<string>().AsTask()));
        }

        int[] counts = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(async key => (await SupervisorRef.ForPid(partitions.Find(key)).CountChildrenAsync()).Active))];
        Assert.Equal(100, counts.Sum());
        Assert.All(counts, static count => Assert.InRange(count, 10, 40));
    });

    [Fact]
    [OtpCase("Q-5", Suite, "with_arguments")]
    public void Partition_KnowsItsNumber_AndGetsTheKeysOfIt() => Run(static async stage =>
    {
        PartitionSupervisor partitions = Agents(3);
        await stage.Test.StartSupervisedAsync(partitions.Child);

        foreach ((long key, int number) in ((long, int)[])[(0, 0), (1, 1), (2, 2), (3, 0), (-1, 1)])
        {
            Assert.Equal(number, await AgentRef<int>.ForPid(partitions.Find(key)).GetAsync(static state => state));
        }
    });

    [Fact]
    [OtpCase("Q-8", Suite, "partitions 0")]
    public void Partitions_FewerThanOne_AreRefused() =>
        Assert.Contains("1 or more", Assert.Throws<ArgumentOutOfRangeException>(static () => Agents(0)).Message, StringComparison.Ordinal);

    [Fact]
    [OtpCase("Q-11", Suite, "stop is synchronous")]
    public void Stop_ReturnsWhenTheNameIsFree() => Run(static async stage =>
    {
        await stage.Test.StartSupervisedAsync(Agents(2).Child with { Restart = Restart.Temporary });

        Assert.Equal(ExitReason.Normal, await SupervisorRef.ForName(stage.Runtime, "carts").StopAsync());

        Assert.Equal(Pid.None, stage.Runtime.Find("carts"));
    });

    [Fact]
    [OtpCase("Q-18", Suite, "which_children")]
    [OtpCase("Q-19", Suite, "count, worker children")]
    public void Supervisor_ListsAndCountsThePartitions() => Run(static async stage =>
    {
        PartitionSupervisor partitions = Agents(3);
        await stage.Test.StartSupervisedAsync(partitions.Child);
        SupervisorRef supervisor = SupervisorRef.ForName(stage.Runtime, "carts");

        Assert.Equal(
            [("0", partitions.Find(0)), ("1", partitions.Find(1)), ("2", partitions.Find(2))],
            (await supervisor.ListChildrenAsync()).Select(static child => (child.Id!, child.Pid)));
        Assert.Equal(new ChildInfo.Counts(3, 3, 0, 3), await supervisor.CountChildrenAsync());
    });

    [Fact]
    [OtpCase("Q-20", Suite, "count, supervisor children")]
    public void Supervisor_OfSupervisors_CountsThemAsSuch() => Run(static async stage =>
    {
        PartitionSupervisor partitions = new("carts", 3, static _ => ChildSpec.Nested(Supervisor.OneForOne("inner", static _ => { })));
        await stage.Test.StartSupervisedAsync(partitions.Child);

        Assert.Equal(new ChildInfo.Counts(3, 3, 3, 0), await SupervisorRef.ForName(stage.Runtime, "carts").CountChildrenAsync());
    });

    private static PartitionSupervisor Agents(int count) => new("carts", count, static index => Agent.Child("cart", () => index));
}
