using Supervision.Testing;
using Supervision.Tests.Testing.Kit;
using static Supervision.Tests.Testing.Kit.FailureTextTests;

namespace Supervision.Tests.Testing.Escapes;

/// <summary>Processes that wait for each other in calls, starts and stops, found before time hides it.</summary>
public sealed class DeadlockTests
{
    [Fact]
    public void TwoServers_ThatCallEachOther_AreNamedWithTheLineThatClosesTheCircle() => AssertSays(
        Fails(static async test =>
        {
            ServerRef<Ask> second = default;
            ServerRef<Ask> first = await StartAsync(test, "first", async _ => await second.CallAsync(new Ask()));
            second = await StartAsync(test, "second", async _ => await first.CallAsync(new Ask()));
            await first.CallAsync(new Ask());
        }),
        "SUPT005 Deadlock at virtual time 00:00:00: ",
        "test/second#1 waits in Call(test/first#1, Ask { }) at DeadlockTests.cs:",
        "(cycle test/first#1 → test/second#1 → test/first#1; would end by a call's timeout at 00:00:05)");

    [Fact]
    public void Child_ThatCallsItsSupervisorWhileItStarts_IsFound() => AssertSays(
        Fails(static async test =>
        {
            SupervisorRef tree = SupervisorRef.ForName(test.Runtime, "tree");
            await test.StartSupervisedAsync(Supervisor.OneForOne("tree", root => root
                .Named("tree")
                .Server("child", () => new Asker(null, starting: _ => tree.CountChildrenAsync()))));
        }),
        "SUPT005 Deadlock",
        "waits in the start of",
        "at DeadlockTests.cs:");

    [Fact]
    public void Child_ThatCallsItsSupervisorWhileItStops_IsFound() => AssertSays(
        Fails(static async test =>
        {
            SupervisorRef tree = SupervisorRef.ForName(test.Runtime, "tree");
            await test.StartSupervisedAsync(Supervisor.OneForOne("tree", root => root
                .Named("tree")
                .Server("child", () => new Asker(null, stopping: _ => tree.CountChildrenAsync()), new ServerOptions { TrapExits = true }, child => child with { Shutdown = Shutdown.Infinite })));
            await test.StopSupervisedAsync("tree");
        }),
        "SUPT005 Deadlock",
        "test/tree#1 waits in the end of test/tree/child#1; test/tree/child#1 waits in Call(test/tree#1, Count { }) at DeadlockTests.cs:",
        "would never end");

    [Fact]
    public void Sibling_ThatIsAwaitedByTheStartOfAnother_IsNoDeadlock() => Simulation.Test(static async test =>
    {
        ServerRef<Ask> first = await StartAsync(test, "first", static _ => Task.CompletedTask);

        await test.StartSupervisedAsync(() => new Asker(null, starting: async _ => await first.CallAsync(new Ask())), id: "second");
    });

    private static Task<ServerRef<Ask>> StartAsync(TestProcess test, string id, Func<ProcessContext, Task> handle) =>
        test.StartSupervisedAsync(() => new Asker(handle), id: id);

    private sealed record Ask : ICall<Ask, bool>;

    private sealed class Asker(
        Func<ProcessContext, Task>? handle, Func<ProcessContext, Task>? starting = null, Func<ProcessContext, Task>? stopping = null) : GenServer<Ask>
    {
        protected override async ValueTask<InitResult> InitAsync()
        {
            await (starting?.Invoke(Context) ?? Task.CompletedTask);
            return InitResult.Ok;
        }

        protected override async ValueTask HandleAsync(Ask message)
        {
            await (handle?.Invoke(Context) ?? Task.CompletedTask);
            Reply(message, true);
        }

        protected override async ValueTask TerminateAsync(ExitReason reason) => await (stopping?.Invoke(Context) ?? Task.CompletedTask);
    }
}
