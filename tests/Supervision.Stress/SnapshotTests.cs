namespace Supervision.Stress;

/// <summary>Snapshots of a tree that changes on other threads.</summary>
public sealed class SnapshotTests
{
    /// <summary>A child moves to and fro between two supervisors: asked one after the other, both would show it.</summary>
    [Fact]
    public async Task Snapshots_WhileAChildMovesBetweenSupervisors_NeverShowItTwice()
    {
        int moves = Load.Times(50_000);
        await using ProcessRuntime runtime = new();
        SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static top => top
            .OneForOne("left", static left => left.Child(Mover))
            .OneForOne("right", static _ => { })));
        SupervisorRef left = await ChildOf(root, "left");
        SupervisorRef right = await ChildOf(root, "right");
        Task moving = MoveAsync(left, right, moves);
        (int looks, int consistent) = (0, 0);

        while (!moving.IsCompleted)
        {
            TreeSnapshot tree = await TreeSnapshot.TakeAsync(root, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
            looks++;
            consistent += tree.IsConsistent ? 1 : 0;
            Assert.False(
                tree.IsConsistent && tree.Find("root/left/x") is not null && tree.Find("root/right/x") is not null, $"look {looks}\n{tree.ToText()}");
        }

        await moving;
        Load.Print($"{moves:N0} moves, {looks:N0} snapshots, {consistent:N0} of them consistent");
        Assert.True(consistent > 0, "no snapshot was consistent");
        await root.StopAsync(ExitReason.Shutdown).InTime();
    }

    private static ChildSpec Mover => ChildSpec.Server("x", static () => new Worker());

    private static async Task MoveAsync(SupervisorRef from, SupervisorRef to, int moves)
    {
        for (int move = 0; move < moves; move++)
        {
            Assert.IsType<ChildResult.Done>(await from.TerminateChildAsync("x"));
            Assert.IsType<ChildResult.Done>(await from.DeleteChildAsync("x"));
            Assert.IsType<ChildResult.Started>(await to.StartChildAsync(Mover));
            (from, to) = (to, from);
        }
    }

    private static async Task<SupervisorRef> ChildOf(SupervisorRef root, string id) =>
        SupervisorRef.ForPid((await root.GetChildAsync(id, TestContext.Current.CancellationToken))!.Pid);
}
