using System.Threading.Channels;
using Supervision.Bridges;
using Supervision.Calls;
using Supervision.Runtime;

namespace Supervision;

/// <summary>Declares processes that are fed by a channel: each item is handled before the next is taken, so whoever writes into a bounded channel is as fast as
/// the process.</summary>
/// <example>What a web server writes into a channel is handled by a server of the tree, and what that publishes is read as a channel:
/// <code>
/// Channel&lt;Add> orders = Channel.CreateBounded&lt;Add>(100);
/// ChannelOutlet&lt;string> results = new(100);
/// await test.StartSupervisedAsync(results.Child("results"));
/// ServerRef&lt;Add> counter = await test.StartSupervisedAsync(static () => new Counter());
/// await test.StartSupervisedAsync(ChannelFeed.Child("orders", orders.Reader, async (process, order) =>
/// {
///     int sum = await counter.CallAsync(order);
///     results.Pid.Send($"sum {sum}");
/// }));
///
/// await orders.Writer.WriteAsync(new Add(1));
/// await orders.Writer.WriteAsync(new Add(2));
/// string first = await results.Reader.ReadAsync();
/// string second = await results.Reader.ReadAsync();
/// </code></example>
/// <remarks>
/// <para>An item is done when its handling has ended. When the process ends before, the item is handed to its next life first: handled twice
/// perhaps, and never not at all, as long as the specification is not given up.</para>
/// <para>When the channel is completed and empty, the process ends normally; when it was completed with an exception, the process ends with
/// <see cref="ExitReason.Crashed"/> of that.</para>
/// <para><b>OTP:</b> none; GenStage's consumers are near.</para>
/// </remarks>
public static class ChannelFeed
{
    /// <summary>A child that handles the items of a channel, one after the other.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="id">The id of the child.</param>
    /// <param name="reader">The channel. Others may read from it too; each item goes to one.</param>
    /// <param name="handle">Handles an item, in the child's process; what it throws ends that.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a transient worker: it is not started again when the channel is completed. For one place in one tree.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static ChildSpec Child<T>(string id, ChannelReader<T> reader, Func<ProcessContext, T, Task> handle, ProcessOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(handle);
        HeldItem<T> held = new(reader);
        return ChildSpec.Process(id, process => RunAsync(process, reader, held, handle), options) with { Restart = Restart.Transient };
    }

    /// <summary>A child that gives the items of a channel to a server as its messages, the next one when the last is handled.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <param name="id">The id of the child.</param>
    /// <param name="reader">The channel.</param>
    /// <param name="server">The server; by name, so that it may be restarted. When it ends over an item, this child ends with its reason, and its next
    /// life gives it the same item.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a transient worker. For one place in one tree.</returns>
    /// <remarks>
    /// <para>Put it to the right of the server in a supervisor of strategy rest-for-one; or give it a <see cref="ChildSpec.Backoff"/>.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public static ChildSpec Child<TMessage>(string id, ChannelReader<TMessage> reader, ServerRef<TMessage> server, ProcessOptions? options = null)
        where TMessage : notnull =>
        Child(id, reader, (process, message) => GiveAsync(process, server, message), options);

    private static async Task RunAsync<T>(
        ProcessContext process, ChannelReader<T> reader, HeldItem<T> held, Func<ProcessContext, T, Task> handle)
    {
        while (held.IsHeld || await ChannelWait.ToReadAsync(process, reader).ConfigureAwait(true)) // in the process
        {
            while (held.TryTake(out T? item))
            {
                await handle(process, item).ConfigureAwait(true); // in the process
                held.Done();
            }
        }
    }

    /// <summary>A call that needs no answer: it is over when the server has handled it.</summary>
    private static async Task GiveAsync<TMessage>(ProcessContext process, ServerRef<TMessage> server, TMessage message)
        where TMessage : notnull
    {
        CallNode<bool> call = CallStart.Begin<bool>(
            process.Runtime, server.Pid.Target as ProcessCell, server.ToString(), message, Timeout.InfiniteTimeSpan, CancellationToken.None);
        CallResult<bool> result = await new ValueTask<CallResult<bool>>(call, call.Version).ConfigureAwait(true); // in the process
        if (result.Failure is { } failure && failure.Cause != CallFailureCause.NoReply)
        {
            throw CallErrors.Failed(server.Pid, failure);
        }
    }
}
