using Supervision.Runtime;

namespace Supervision.Edges;

/// <summary>
/// What the process does that registers a service and takes it back: one thing after the other, so that it is never in doubt what comes
/// next. It watches its owner, the child in the tree, and does not depend on it.
/// <list type="table">
/// <item><term>new</term><description>wait for the owner's word that it is the only one</description></item>
/// <item><term>left registered by one that was killed</term><description>take back</description></item>
/// <item><term>wait until stable, then try to register</term><description>until it succeeds or the owner leaves</description></item>
/// <item><term>registered, or tried to</term><description>wait for the owner to leave, then take back</description></item>
/// </list>
/// </summary>
internal sealed class Registrar(
    ServiceRegistration registration, Func<ProcessContext, Task> register, Func<ProcessContext, Task> unregister, RegistrationOptions options)
{
    internal Func<ProcessContext, Task> For(Pid owner) => process => RunAsync(process, owner);

    private async Task RunAsync(ProcessContext process, Pid owner)
    {
        process.Monitor(owner);
        if (await process.ReceiveAsync<object>(static message => message is Go or Signal.Down).ConfigureAwait(true) is not Go) // in the process
        {
            return;
        }

        await TakeBackAsync(process).ConfigureAwait(true); // in the process
        TimeSpan wait = options.StableAfter;
        for (int attempt = 1; !await LeavesWithinAsync(process, wait).ConfigureAwait(true); attempt++) // in the process
        {
            wait = await RegisterAsync(process).ConfigureAwait(true) // in the process
                ? Timeout.InfiniteTimeSpan
                : options.Backoff.DelayOf(attempt, process.Runtime);
        }

        await TakeBackAsync(process).ConfigureAwait(true); // in the process
    }

    private async Task<bool> RegisterAsync(ProcessContext process)
    {
        registration.Note(process, mayBe: true, isSure: false);
        if (await FailureAsync(process, register).ConfigureAwait(true) is not null) // in the process
        {
            return false;
        }

        registration.Note(process, mayBe: true, isSure: true);
        return true;
    }

    private async Task TakeBackAsync(ProcessContext process)
    {
        for (int attempt = 1; registration.MayBeRegistered; attempt++)
        {
            registration.Note(process, mayBe: true, isSure: false);
            if (await FailureAsync(process, unregister).ConfigureAwait(true) is not { } error) // in the process
            {
                registration.Note(process, mayBe: false, isSure: false);
            }
            else if (attempt == options.MaxWithdrawals)
            {
                throw EdgeErrors.NotTakenBack(attempt, error);
            }
            else
            {
                await process.DelayAsync(options.Backoff.DelayOf(attempt, process.Runtime)).ConfigureAwait(true); // in the process
            }
        }
    }

    private async Task<Exception?> FailureAsync(ProcessContext process, Func<ProcessContext, Task> attempt)
    {
        try
        {
            // Told to end it still waits for the attempt, which has the token: what comes after must not overlap with it.
            await attempt(process).WaitAsync(ProcessErrors.Waitable(options.Timeout), process.Time, CancellationToken.None).ConfigureAwait(true); // in the process
            return null;
        }
        catch (Exception error) when (error is not ProcessExitException && !process.CancellationToken.IsCancellationRequested)
        {
            return error;
        }
    }

    /// <summary>The owner leaves: it says so, or it is gone.</summary>
    private static async Task<bool> LeavesWithinAsync(ProcessContext process, TimeSpan time) =>
        await process.TryReceiveAsync<object>(time, static message => message is Leave or Signal.Down).ConfigureAwait(true) is not null; // in the process

    /// <summary>The owner's word that nobody else registers now.</summary>
    internal sealed record Go;

    /// <summary>The owner's order to take the service back.</summary>
    internal sealed record Leave;
}
