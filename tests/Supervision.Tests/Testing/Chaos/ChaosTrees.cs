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

    internal static ChildSpec Worker(string id) => ChildSpec.Process(id, WaitAsync);

    /// <summary>Starts and stops over some messages and some time.</summary>
    private static ChildSpec Slow(string id) => ChildSpec.Server(id, static () => new SlowServer(), new ServerOptions { TrapExits = true });

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
