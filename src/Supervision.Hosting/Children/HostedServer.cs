using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Supervision.Hosting.Program;

namespace Supervision.Hosting.Children;

/// <summary>
/// The process of a hosted child. It runs nothing of the service in its own turns: it starts it on the pool, waits for its end, stops it on the pool.
/// <code>
/// what happens                                    what follows
/// the service does not start                      the child's start fails with what it threw
/// its code ends                                   the child ends normally
/// its code throws, also OperationCanceled…        the child crashes with it: nobody had asked it to stop
/// the supervisor stops the child                  StopAsync; what the code then throws is a crash, unless it is OperationCanceled…
/// the child's stop deadline passes                the token of StopAsync is cancelled; code that still runs is a straggler after AbandonAfter
/// the child is killed                             the tokens of StartAsync and ExecuteAsync are cancelled; then as above
/// </code>
/// </summary>
/// <param name="incarnation">The service.</param>
/// <param name="registrations">What the host runs beside the tree; null for a runtime without a host.</param>
/// <param name="logger">Where the lines go.</param>
internal sealed class HostedServer(Incarnation incarnation, HostRegistrations? registrations, ILogger logger) : GenServer<HostedServer.CodeEnded>
{
    /// <summary>Written by the child's turn, read by whichever thread ends the code.</summary>
    private volatile bool _isStopping;

    /// <summary>The service's code has ended by itself.</summary>
    internal sealed record CodeEnded;

    protected override async ValueTask<InitResult> InitAsync()
    {
        CancellationToken stopping = Stopping;
        await PoolCode.RunAsync(() => incarnation.StartAsync(stopping)).ConfigureAwait(true); // in the child's process
        if (incarnation.ServiceType is { } service && registrations?.MustTell(service) == true)
        {
            HostingLog.RunsTwice(logger, service.Name, Self.ToString());
        }

        if (incarnation.Code is { } code)
        {
            ServerRef<CodeEnded> self = SelfRef;
            _ = code.ContinueWith(
                (_, _) => Tell(self, stopping), null, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return InitResult.Ok;
    }

    protected override ValueTask HandleAsync(CodeEnded message)
    {
        Stop(Error is { } error ? new ExitReason.Crashed(error) : ExitReason.Normal);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        // Not from its supervisor: from somebody who wants it to end, and it ends in an orderly way.
        if (signal is Signal.Exit exit && exit.Reason != ExitReason.Normal)
        {
            Stop(exit.Reason);
        }

        return ValueTask.CompletedTask;
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        CancellationToken outOfTime = Stopping;
        _isStopping = true;
        try
        {
            await PoolCode.RunAsync(() => incarnation.StopAsync(outOfTime)).ConfigureAwait(true); // in the child's process
        }
        catch (Exception error) when (!reason.IsOrderly)
        {
            // Why it ended is worth more than that it could not be stopped either.
            HostingLog.StopFailed(logger, error, Self.ToString(), reason.ToString());
        }

        if (reason.IsOrderly && incarnation.Code is { IsCompleted: true } && Error is { } late and not OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(late);
        }
    }

    /// <summary>A child that is being stopped looks at the code itself; the news would be a dead letter. On the thread that ran the code last.</summary>
    private void Tell(ServerRef<CodeEnded> self, CancellationToken stopping)
    {
        if (!_isStopping && !stopping.IsCancellationRequested)
        {
            self.Cast(new CodeEnded());
        }
    }

    /// <summary>What the code threw; null while it runs, and when it threw nothing.</summary>
    private Exception? Error => incarnation.Code switch
    {
        { IsFaulted: true } code => code.Exception.InnerException,
        { IsCanceled: true } code => new TaskCanceledException(code),
        _ => null,
    };
}
