namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>The child specifications of the suite's fixtures: permanent, with a second to stop, unless a test changes that.</summary>
internal static class Children
{
    internal static readonly ServerOptions Trapping = new() { TrapExits = true };

    private static readonly Shutdown OneSecond = Shutdown.After(TimeSpan.FromSeconds(1));

    /// <summary>An ordinary worker.</summary>
    internal static ChildSpec W1(string id) => Of(id, static context => StartWorkerAsync(context));

    /// <summary>A worker that has something more to tell about its start.</summary>
    internal static ChildSpec W1Telling(string id, object info) => Of(id, async context =>
        await StartWorkerAsync(context) is StartResult.Started started ? started with { Info = info } : throw new InvalidOperationException());

    /// <summary>A worker whose first start is ignored.</summary>
    internal static ChildSpec W1Ignored(string id) => Of(id, FirstIgnored());

    /// <summary>A worker whose first start succeeds and whose every later one fails in its initialisation.</summary>
    internal static ChildSpec W1Failing(string id, Exception error)
    {
        int starts = 0;
        return Of(id, context => StartWorkerAsync(context, initFails: starts++ > 0 ? error : null));
    }

    /// <summary>A child whose start function answers this, whatever it is.</summary>
    internal static ChildSpec Answering(string id, StartResult? answer) => Of(id, _ => new ValueTask<StartResult>(answer!));

    /// <summary>A worker that takes a while to terminate.</summary>
    internal static ChildSpec W2(string id, TimeSpan terminatesFor) => Of(id, context => StartWorkerAsync(context, terminatesFor));

    /// <summary>A worker whose start the test decides.</summary>
    internal static ChildSpec W3(string id, Pid test) => Of(id, context => context.StartServerAsync(() => new AskingWorker(context.ChildId, test)));

    /// <summary>A worker that ends with this reason, whatever it was asked to.</summary>
    internal static ChildSpec W4(string id, ExitReason? endsWith = null) => Of(id, context => StartWorkerAsync(context, endsWith: endsWith));

    /// <summary>A worker whose start can be made to hang and fail.</summary>
    internal static ChildSpec DL(string id, HangingWorker.Switch fails, string? name = null) =>
        Of(id, context => context.StartServerAsync(() => new HangingWorker(fails), Trapping with { Name = name }));

    /// <summary>A worker that is not linked to its supervisor any more.</summary>
    internal static ChildSpec N(string id) => Of(id, static context => context.StartProcessAsync(
        static async process =>
        {
            process.Unlink(process.Parent);
            await process.ReceiveAsync<Signal.Exit>();
        }));

    /// <summary>A worker whose start function has captured something, which the worker has no use for.</summary>
    internal static ChildSpec Taking(string id, object? parameter = null) => Of(id, context =>
    {
        GC.KeepAlive(parameter);
        return StartWorkerAsync(context);
    });

    /// <summary>A supervisor as a child.</summary>
    internal static ChildSpec Tree(string id, SupervisorOptions flags, params ChildSpec[] children) =>
        ChildSpec.Nested(new SupervisorSpec { Id = id, Options = flags, Children = children });

    internal static ValueTask<StartResult> StartWorkerAsync(
        StartContext context, TimeSpan terminatesFor = default, ExitReason? endsWith = null, Exception? initFails = null) =>
        context.StartServerAsync(() => new Worker(terminatesFor, endsWith, initFails), Trapping);

    /// <summary>A start function that ignores the first start that is asked of it.</summary>
    internal static Func<StartContext, ValueTask<StartResult>> FirstIgnored()
    {
        int starts = 0;
        return context => starts++ == 0 ? new ValueTask<StartResult>(new StartResult.Ignored()) : StartWorkerAsync(context);
    }

    private static ChildSpec Of(string id, Func<StartContext, ValueTask<StartResult>> start) => new(id, start) { Shutdown = OneSecond };
}
