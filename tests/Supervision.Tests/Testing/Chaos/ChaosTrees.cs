using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>Trees for chaos, right ones and wrong ones.</summary>
internal static class ChaosTrees
{
    /// <summary>All strategies, all restart types, and somebody who takes time to start and to stop.</summary>
    internal static SupervisorSpec Mixed() => Supervisor.OneForOne("app", app => app
        .Intensity(20, TimeSpan.FromSeconds(5))
        .OneForAll("all", all => all.Intensity(2, TimeSpan.FromSeconds(5)).Child(Worker("a1")).Child(Worker("a2")).Child(Slow("a3")))
        .RestForOne("rest", rest => rest
            .Child(Worker("r1"))
            .OneForOne("nested", nested => nested.Intensity(1, TimeSpan.FromSeconds(5)).Child(Worker("n1")).Child(Worker("n2")))
            .Child(Worker("r2") with { Restart = Restart.Transient }))
        .OneForOne("one", one => one
            .Child(Worker("o1"))
            .Child(Worker("o2") with { Restart = Restart.Temporary })
            .Child(Worker("o3") with { Shutdown = Shutdown.Kill })));

    /// <summary>Names, children that end their supervisor with them, a pool whose children somebody else starts, and one who comes back late.</summary>
    internal static SupervisorSpec Special() => Supervisor.OneForOne("app", app => app
        .Intensity(30, TimeSpan.FromSeconds(5))
        .OneForOne("named", named => named
            .Named("named")
            .Child(ChildSpec.Process("a", WaitAsync, new ProcessOptions { Name = "a" }))
            .Child(ChildSpec.Process("b", static async context => await context.ReceiveAsync<Signal.Exit>(), new ProcessOptions { Name = "b", TrapExits = true })))
        .OneForAll("ending", ending => ending
            .AutoShutdown(AutoShutdown.AnySignificant)
            .Child(Worker("e1") with { Restart = Restart.Transient, Significant = true })
            .Child(Worker("e2")))
        .RestForOne("pooled", pooled => pooled
            .Intensity(10, TimeSpan.FromSeconds(5))
            .Dynamic<int>("pool", static (start, _) => start.StartProcessAsync(WaitAsync), configure: static pool => pool.Named("pool"))
            .Child(ChildSpec.Process("filler", FillAsync)))
        .Child(Worker("late") with { Backoff = Backoff.Exponential(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), jitter: 0) }));

    internal static ChildSpec Worker(string id) => ChildSpec.Process(id, WaitAsync);

    /// <summary>Starts and stops over some messages and some time.</summary>
    private static ChildSpec Slow(string id) => ChildSpec.Server(id, static () => new SlowServer(), new ServerOptions { TrapExits = true });

    private static async Task FillAsync(ProcessContext context)
    {
        try
        {
            for (int key = 0; key < 3; key++)
            {
                await DynamicSupervisorRef<int>.ForName(context.Runtime, "pool").StartChildAsync(key, $"p{key}");
            }
        }
        // The pool has ended, and with the next one comes the next filler; one that died of this would pull their supervisor down.
        catch (CallFailedException error)
        {
            _ = error;
        }

        await WaitAsync(context);
    }

    private static async Task WaitAsync(ProcessContext context)
    {
        while (true)
        {
            await context.ReceiveAsync<object>();
        }
    }

    private sealed class SlowServer : GenServer<string>
    {
        protected override async ValueTask<InitResult> InitAsync()
        {
            await Context.DelayAsync(TimeSpan.FromMilliseconds(20));
            return InitResult.Ok;
        }

        protected override ValueTask HandleAsync(string message) => default;

        protected override async ValueTask TerminateAsync(ExitReason reason) => await Task.Delay(TimeSpan.FromMilliseconds(20), Context.Time);
    }
}
