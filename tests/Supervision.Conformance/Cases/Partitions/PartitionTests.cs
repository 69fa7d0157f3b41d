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

    [Fact]
    [OtpCase("Q-15", Suite, "resize")]
    public void Resize_ToAnyNumber_StopsAndStartsAndDividesTheKeysAnew() => Run(static async stage =>
    {
        PartitionSupervisor partitions = Agents(8);
        await stage.Test.StartSupervisedAsync(partitions.Child);
        SupervisorRef supervisor = SupervisorRef.ForName(stage.Runtime, "carts");

        int before = 8;
        foreach (int count in (int[])[7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 3, 6, 1, 8])
        {
            Assert.Equal(before, await partitions.ResizeAsync(count));
            Assert.Equal(count, partitions.Count);
            Assert.Equal(new ChildInfo.Counts(8, count, 0, 8), await supervisor.CountChildrenAsync());
            Pid[] found = count == 0 ? [] : [.. Enumerable.Range(0, 100).Select(key => partitions.Find(key)).Distinct()];
            Assert.Equal((count, count), (found.Length, found.Count(static pid => pid.IsAlive)));
            before = count;
        }
    });

    [Fact]
    [OtpCase("Q-16", Suite, "lookup at zero")]
    public void Find_WithoutPartitions_IsRefused() => Run(static async stage =>
    {
        PartitionSupervisor partitions = Agents(8);
        Assert.Contains("not been started", (await Assert.ThrowsAsync<InvalidOperationException>(() => partitions.ResizeAsync(0))).Message, StringComparison.Ordinal);
        await stage.Test.StartSupervisedAsync(partitions.Child);

        Assert.Equal(8, await partitions.ResizeAsync(0));
        Assert.Contains("no partitions", Assert.Throws<InvalidOperationException>(() => partitions.Find(1)).Message, StringComparison.Ordinal);
        Assert.Contains("no partitions", Assert.Throws<InvalidOperationException>(() => partitions.Find("a")).Message, StringComparison.Ordinal);
        Assert.Equal(0, await partitions.ResizeAsync(8));
        Assert.True(partitions.Find(1).IsAlive);
    });

    [Fact]
    [OtpCase("Q-17", Suite, "resize beyond start")]
    public void Resize_BeyondWhatWasDeclared_IsRefused() => Run(static async stage =>
    {
        PartitionSupervisor partitions = Agents(8);
        await stage.Test.StartSupervisedAsync(partitions.Child);

        ArgumentOutOfRangeException error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => partitions.ResizeAsync(9));

        Assert.Contains("from 0 to 8", error.Message, StringComparison.Ordinal);
        Assert.Equal(8, partitions.Count);
    });

    /// <summary>Elixir keeps the number in a table of the supervisor, which goes with it.</summary>
    [Fact]
    [OtpCase("Q-15", Suite, "resize")]
    public void RestartOfTheSupervisor_BeginsWithAllPartitions() => Run(static async stage =>
    {
        PartitionSupervisor partitions = Agents(3);
        await stage.Test.StartSupervisedAsync(partitions.Child);
        await partitions.ResizeAsync(1);

        stage.Runtime.Find("carts").Exit(ExitReason.Kill);
        await stage.Test.ExpectRestartAsync("carts");

        Assert.Equal(3, partitions.Count);
        Assert.Equal(3, Enumerable.Range(0, 3).Count(key => partitions.Find(key).IsAlive));
    });

    private static PartitionSupervisor Agents(int count) => new("carts", count, static index => Agent.Child("cart", () => index));
}
