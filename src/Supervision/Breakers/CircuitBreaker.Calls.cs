using System.Runtime.CompilerServices;
using Supervision.Breakers;

namespace Supervision;

/// <summary>Calls through the breaker.</summary>
public sealed partial class CircuitBreaker
{
    /// <summary>Calls a server, if the breaker lets the call through.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="server">The server.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">As for <see cref="ServerRef{TMessage}.CallAsync"/>: null for the runtime's default,
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Abandons the wait; the call then counts neither as success nor as failure.</param>
    /// <returns>Completes with the reply. Await it once.</returns>
    /// <exception cref="BrokenCircuitException">The breaker did not let it through; the server was not touched.</exception>
    /// <exception cref="CallFailedException">The call failed, and that was counted.</exception>
    /// <exception cref="CallTimeoutException">No reply in time, and that was counted as a failure.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>Failures are all <see cref="CallFailureCause"/> but <see cref="CallFailureCause.SelfCall"/> and
    /// <see cref="CallFailureCause.Cycle"/>, which are the caller's, and the replies of <see cref="CircuitBreakerOptions.ShouldHandleReply"/>.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TReply> CallAsync<TMessage, TReply>(
        ServerRef<TMessage> server, ICall<TMessage, TReply> request, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TMessage : notnull
    {
        if (!TryEnter(out CircuitPass pass, out CircuitRefusal refusal))
        {
            throw Broken(server.Pid, refusal);
        }

        CallResult<TReply> result;
        try
        {
            result = await server.TryCallAsync(request, timeout, cancellationToken).ConfigureAwait(true); // in the caller's process, if it is one
            EndCall(pass, result);
        }
        catch
        {
            pass.Abandon();
            throw;
        }

        return result.Reply;
    }

    /// <summary>As <see cref="CallAsync"/>, with the failure as a value, also that the breaker did not let the call through.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="server">The server.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">As for <see cref="CallAsync"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">As for <see cref="CallAsync"/>.</param>
    /// <returns>Completes with the reply or with why there is none: <see cref="CallFailureCause.Rejected"/> when the server was not touched. Await
    /// it once.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CallResult<TReply>> TryCallAsync<TMessage, TReply>(
        ServerRef<TMessage> server, ICall<TMessage, TReply> request, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TMessage : notnull
    {
        if (!TryEnter(out CircuitPass pass, out CircuitRefusal refusal))
        {
            return new CallResult<TReply>(server.Pid, CircuitErrors.Rejected(Name, refusal));
        }

        try
        {
            CallResult<TReply> result = await server.TryCallAsync(request, timeout, cancellationToken).ConfigureAwait(true); // in the caller's process
            EndCall(pass, result);
            return result;
        }
        catch
        {
            pass.Abandon();
            throw;
        }
    }

    /// <summary>Does something that may fail, if the breaker lets it through.</summary>
    /// <typeparam name="TResult">What it gives.</typeparam>
    /// <param name="action">What to do, in the caller's own code.</param>
    /// <param name="cancellationToken">Passed on; an <see cref="OperationCanceledException"/> counts neither as success nor as failure.</param>
    /// <returns>Completes with the result. Await it once.</returns>
    /// <exception cref="BrokenCircuitException">The breaker did not let it through.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResult> ExecuteAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (!TryEnter(out CircuitPass pass, out CircuitRefusal refusal))
        {
            throw Broken(Pid.None, refusal);
        }

        CallOutcome outcome = CallOutcome.Abandoned;
        try
        {
            TResult result = await action(cancellationToken).ConfigureAwait(true); // in the caller's process, if it is one
            outcome = IsFailure(result) ? CallOutcome.Failed : CallOutcome.Succeeded;
            return result;
        }
        catch (Exception error) when (error is not ProcessExitException and not OperationCanceledException)
        {
            outcome = _options.ShouldHandle?.Invoke(error) == false ? CallOutcome.Succeeded : CallOutcome.Failed;
            throw;
        }
        finally
        {
            End(pass, outcome);
        }
    }

    private BrokenCircuitException Broken(Pid target, in CircuitRefusal refusal) => new(target, refusal.State, CircuitErrors.Rejected(Name, refusal));

    private void EndCall<TReply>(in CircuitPass pass, in CallResult<TReply> result)
    {
        bool isFailed = result.TryGetReply(out TReply? reply)
            ? IsFailure(reply)
            : result.Failure!.Cause is not (CallFailureCause.SelfCall or CallFailureCause.Cycle);
        End(pass, isFailed ? CallOutcome.Failed : CallOutcome.Succeeded);
    }

    private bool IsFailure<TReply>(TReply reply) => _options.ShouldHandleReply?.Invoke(reply) == true;
}
