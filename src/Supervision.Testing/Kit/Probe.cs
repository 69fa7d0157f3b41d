using System.Diagnostics;
using System.Runtime.CompilerServices;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Testing.Kit;

namespace Supervision.Testing;

/// <summary>A process that stands in for a server: the test looks at what it receives and answers its calls.</summary>
/// <typeparam name="TMessage">The message type of the server that it stands in for.</typeparam>
/// <remarks>
/// <para>Made by <see cref="TestProcess.Probe{TMessage}"/>. It keeps every message until the test expects it, in the order of arrival. An
/// expectation takes the oldest message that it accepts; those it skips stay, and are listed when an expectation fails. Callers of a
/// probe that ends get its exit reason, as from a server. A probe traps exits, so that nothing that links to it ends it.</para>
/// <para><b>From:</b> inside the test's body only; <see cref="Ref"/> and <see cref="Received"/> from any thread.</para>
/// </remarks>
/// <example><code>
/// Probe&lt;BankMessage&gt; bank = test.Probe&lt;BankMessage&gt;();
/// ServerRef&lt;ShopMessage&gt; shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref));
/// shop.Cast(new ShopMessage.Buy(5));
/// await bank.AnswerAsync((BankMessage.Withdraw call) => true);
/// </code></example>
[DebuggerDisplay("{ToString(),nq}: {Received.Count} received")]
public sealed class Probe<TMessage>
    where TMessage : notnull
{
    private readonly TestScope _scope;
    private readonly ProcessCell _cell;
    private readonly string _name;
    private readonly Lock _lock = new();

    /// <summary>Everything received, oldest first. Under the lock.</summary>
    private readonly List<TMessage> _received = [];

    /// <summary>Messages that the test may answer. The call is null for one that was cast. Under the lock.</summary>
    private readonly List<(object Message, CallNode? Call)> _open = [];

    internal Probe(TestProcess test, string? name)
    {
        _scope = test.Scope;
        _name = name is null ? $"Probe<{typeof(TMessage).Name}>" : $"Probe '{name}'";
        ProbeBehavior behavior = new(_name, _scope.World, Note);
        ProcessOptions options = new() { Name = name, TrapExits = true };
        test.Cell.BeginOperation(nameof(Probe<>));
        try
        {
            _cell = test.Runtime.StartProcess(behavior, test.Cell, options, null) ?? throw ProcessErrors.NameTaken(name!, test.Runtime.Find(name!));
        }
        finally
        {
            test.Cell.EndOperation();
        }

        _scope.Add(_cell);
    }

    /// <summary>The handle to give to the code under test.</summary>
    public ServerRef<TMessage> Ref => ServerRef<TMessage>.ForPid(_cell.Pid);

    /// <summary>Everything that the probe has received so far, expected or not, in order. A copy, of this moment: await
    /// <see cref="TestProcess.IdleAsync"/> before, if more may be on its way.</summary>
    public IReadOnlyList<TMessage> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Takes the oldest message of a type, waiting for it; all others stay.</summary>
    /// <typeparam name="TCase">Which of the messages.</typeparam>
    /// <param name="match">Which of them; null for any. It runs in the probe; what it throws fails the expectation.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; zero for what is here; infinite for ever.</param>
    /// <param name="what">The text of <paramref name="match"/>; the compiler fills it in.</param>
    /// <returns>Completes with the message.</returns>
    /// <exception cref="TestFailedException">None came in time; the message lists what did, and who waits for what.</exception>
    public Task<TCase> ExpectAsync<TCase>(
        Func<TCase, bool>? match = null, TimeSpan? within = null, [CallerArgumentExpression(nameof(match))] string? what = null)
        where TCase : TMessage
    {
        string wanted = typeof(TCase).Name + (match is null ? "" : $" so that {what}");
        TaskCompletionSource<TCase> answer = new(_cell.Runtime.Scheduler.CompletionOptions);
        Order(new Expectation.OfMessage<TCase>(wanted, Checked(within), match, answer));
        return _scope.Waits.Add($"{wanted} at {_name}", answer.Task);
    }

    /// <summary>Holds when the probe has no message that nobody has expected.</summary>
    /// <param name="within">For how long none may come. Null, in the simulation, for until nothing more can happen without time passing, which is
    /// exact; on the real scheduler a time is needed. Infinite is not allowed.</param>
    /// <returns>Completes when nothing has come.</returns>
    /// <exception cref="TestFailedException">There is a message, or one came.</exception>
    /// <exception cref="InvalidOperationException">On the real scheduler, without a time.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is negative or infinite.</exception>
    public Task ExpectNothingAsync(TimeSpan? within = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within ?? TimeSpan.Zero, TimeSpan.Zero, nameof(within));
        return _scope.Waits.Add($"nothing at {_name}", AwaitNothingAsync(within));
    }

    private async Task AwaitNothingAsync(TimeSpan? within)
    {
        if (within is null)
        {
            await _scope.World.IdleAsync("ExpectNothingAsync without a time").ConfigureAwait(true); // in the test's process
        }

        TaskCompletionSource answer = new(_cell.Runtime.Scheduler.CompletionOptions);
        Order(new Expectation.OfNothing(within ?? TimeSpan.Zero, answer));
        await answer.Task.ConfigureAwait(true); // in the test's process
    }

    /// <summary>Answers a call, in the probe's name.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="call">The message, as it was received.</param>
    /// <param name="reply">The reply. When the caller has given up meanwhile it is a dead letter, as from a server.</param>
    /// <exception cref="ArgumentException">The probe has no such call, or has answered it.</exception>
    /// <exception cref="InvalidOperationException">The message was cast, or called with another type of reply.</exception>
    public void Reply<TReply>(ICall<TMessage, TReply> call, TReply reply)
    {
        ArgumentNullException.ThrowIfNull(call);
        CallNode<TReply> caller = TakeCaller<TReply>(call);
        Order(new ProbeOrder.Do(_ => caller.Reply(reply)));
    }

    /// <summary>Expects one call and answers it.</summary>
    /// <typeparam name="TCall">Which call; it follows from the parameter of the function.</typeparam>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="answer">Makes the reply: <c>(Balance call) => 5m</c>.</param>
    /// <param name="within">As for <see cref="ExpectAsync"/>: null for 5 s, infinite for ever.</param>
    /// <returns>Completes with the call.</returns>
    /// <exception cref="TestFailedException">None came in time.</exception>
    public Task<TCall> AnswerAsync<TCall, TReply>(Func<TCall, TReply> answer, TimeSpan? within = null)
        where TCall : TMessage, ICall<TMessage, TReply>
    {
        ArgumentNullException.ThrowIfNull(answer);
        return AwaitCallAsync(answer, within);
    }

    private async Task<TCall> AwaitCallAsync<TCall, TReply>(Func<TCall, TReply> answer, TimeSpan? within)
        where TCall : TMessage, ICall<TMessage, TReply>
    {
        TCall call = await ExpectAsync<TCall>(null, within).ConfigureAwait(true); // in the test's process
        Reply(call, answer(call));
        return call;
    }

    /// <summary>Answers every call of a type from now on, and those that wait here, without the test. They are in <see cref="Received"/>, and no
    /// expectation sees them.</summary>
    /// <typeparam name="TCall">Which calls; it follows from the parameter of the function.</typeparam>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="answer">Makes the replies, in the probe; what it throws ends the probe, as a handler's exception ends a server.</param>
    public void AnswerEvery<TCall, TReply>(Func<TCall, TReply> answer)
        where TCall : TMessage, ICall<TMessage, TReply>
    {
        ArgumentNullException.ThrowIfNull(answer);
        Order(new ProbeOrder.Do(probe => probe.AddRuleOnTurn(content =>
        {
            if (content is not TCall call || FindCaller(call) is not CallNode<TReply> caller)
            {
                return false;
            }

            Forget(caller);
            caller.Reply(answer(call));
            return true;
        })));
    }

    /// <summary>Makes the probe monitor a process; see <see cref="ExpectDownAsync"/>.</summary>
    /// <param name="process">The process. When it may end at once, await <see cref="TestProcess.IdleAsync"/> after this: the probe begins to watch
    /// in its own turn.</param>
    public void Watch(Pid process) => Order(new ProbeOrder.Do(probe => probe.Cell.MonitorOnTurn(process.Target, null)));

    /// <summary>Takes the notice that a process has ended which the probe watches: it comes after what that process had sent to the probe.</summary>
    /// <param name="process">The process.</param>
    /// <param name="within">As for <see cref="ExpectAsync"/>: null for 5 s, infinite for ever.</param>
    /// <returns>Completes with the reason.</returns>
    /// <exception cref="TestFailedException">It has not ended in time, or the probe does not watch it.</exception>
    public Task<ExitReason> ExpectDownAsync(Pid process, TimeSpan? within = null) =>
        _scope.Waits.Add($"the end of {process} at {_name}", AwaitDownAsync(process, within));

    private async Task<ExitReason> AwaitDownAsync(Pid process, TimeSpan? within)
    {
        _scope.Observations.Expect(process);
        TaskCompletionSource<Signal.Down> answer = new(_cell.Runtime.Scheduler.CompletionOptions);
        Order(new Expectation.OfMessage<Signal.Down>($"notice of the end of {process}", Checked(within), down => down.Pid == process, answer));
        ExitReason reason = (await answer.Task.ConfigureAwait(true)).Reason; // in the test's process

        // It may have ended before the probe came to watch it.
        return reason == ExitReason.NoProcess ? _scope.Observations.EndOf(process) ?? reason : reason;
    }

    /// <summary>Ends the probe as if the server had crashed or stopped: callers that wait get the reason.</summary>
    /// <param name="reason">What it ends with.</param>
    /// <returns>Completes when it is gone.</returns>
    public async Task EndAsync(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        _scope.Observations.Expect(_cell.Pid);
        Task<ExitReason> ended = _cell.WaitForExitAsync(CancellationToken.None);
        Order(new ProbeOrder.Do(probe => probe.Cell.ExitOnTurn(reason)));
        await ended.ConfigureAwait(true); // in the test's process
    }

    /// <summary>Its name, or what it stands in for.</summary>
    public override string ToString() => _name;

    private static TimeSpan Checked(TimeSpan? within) => ProcessErrors.CheckedTimeout(within ?? TestWorld.DefaultWait, nameof(within));

    private void Order(ProbeOrder order) => _cell.Deliver(ProcessTarget.Caller, order);

    /// <summary>In the probe's turn.</summary>
    private void Note(object content, CallNode? call)
    {
        if (content is TMessage message)
        {
            lock (_lock)
            {
                _received.Add(message);
                _open.Add((content, call));
            }

            _scope.Observations.Tell();
        }
    }

    private CallNode<TReply> TakeCaller<TReply>(object message)
    {
        lock (_lock)
        {
            int index = _open.FindIndex(open => IsSame(open.Message, message));
            if (index < 0)
            {
                throw KitErrors.NotACaller(_name, message);
            }

            CallNode call = _open[index].Call ?? throw KitErrors.NobodyWaits(_name, message);
            CallNode<TReply> caller = call as CallNode<TReply> ?? throw KitErrors.OtherReplyType(message, typeof(TReply));
            _open.RemoveAt(index);
            return caller;
        }
    }

    private CallNode? FindCaller(object message)
    {
        lock (_lock)
        {
            return _open.Find(open => IsSame(open.Message, message)).Call;
        }
    }

    private void Forget(CallNode call)
    {
        lock (_lock)
        {
            _open.RemoveAll(open => ReferenceEquals(open.Call, call));
        }
    }

    /// <summary>A message of a value type is boxed anew each time, so only its value can tell.</summary>
    private static bool IsSame(object kept, object message) => ReferenceEquals(kept, message) || (kept is ValueType && kept.Equals(message));
}
