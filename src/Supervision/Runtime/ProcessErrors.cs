using System.Diagnostics;
using System.Globalization;

namespace Supervision.Runtime;

/// <summary>Builds the exceptions of this layer and their texts.</summary>
internal static class ProcessErrors
{
    internal static InvalidOperationException OutsideTurn(string operation, Pid pid) => new(
        $"{operation} needs a turn of process {pid}; it was called from outside. Code after ConfigureAwait(false), inside Task.Run or on another thread is outside. Await without ConfigureAwait(false), or send the process a message.");

    internal static InvalidOperationException NotStarted(string type) => new(
        $"{type} has no process yet: its members work from InitAsync on, not in the constructor. Start it with StartServerAsync or as a child.");

    internal static NotSupportedException SynchronousSend(Pid pid) => new(
        $"SynchronizationContext.Send to process {pid} would block the calling thread until the process has run the callback. Use Post, or send a message.");

    internal static InvalidOperationException AlreadyReceiving(Pid pid) => new(
        $"Process {pid} already waits in a receive. A process has one body and one place in it: await the first receive before the next.");

    internal static InvalidOperationException AwaitedTwice() => new(
        "The result of a receive was awaited twice. Await it once, directly where it is made.");

    internal static InvalidOperationException ReceivedTooEarly() => new(
        "The result of a receive was taken before a message had come. Await it; a process that blocks its thread cannot receive.");

    internal static InvalidOperationException ForeignMonitor(MonitorRef monitor, Pid self) => new(
        $"The monitor of {monitor.Target} belongs to {new Pid(monitor.Owner)}; {self} cannot remove it. Only the process that made a monitor can.");

    internal static InvalidOperationException StopsItself(Pid self) => new(
        $"{self} waits for its own end with StopAsync and would wait for ever. Inside a server call Stop(reason) and return.");

    internal static InvalidOperationException NoInstance(string type) => new(
        $"The factory of {type} returned no new instance. Every incarnation needs one of its own: make it inside of the factory; never return null, and never one that was started before.");

    internal static InvalidOperationException NoTask(string function) => new(
        $"The body of a process ({function}) returned null and no task. Make it async, or return Task.CompletedTask.");

    internal static InvalidOperationException NameTaken(string name, Pid holder) => new(
        $"The name '{name}' is already held by {holder}. Choose another name, or wait for the holder to end.");

    internal static InvalidOperationException ReceiveInServer(Pid pid) => new(
        $"Process {pid} is a server: its messages come to HandleAsync. Receive belongs to bodies started with Spawn.");

    internal static InvalidOperationException NotBeingHandled(object message, Pid pid) => new(
        $"{message.GetType().Name} is not the message that {pid} is handling now, so its caller is not known: one message object may be in flight in many calls. To answer later, call TakeCaller while handling it and keep the ReplyTo.");

    internal static InvalidOperationException CallerTaken(object message, Pid pid) => new(
        $"The caller of {message.GetType().Name} was taken from {pid} with TakeCaller; answer through the ReplyTo that it returned.");

    internal static ObjectDisposedException Disposed() => new(nameof(ProcessRuntime), "The runtime has been stopped; no process can be started on it.");

    internal static ObjectDisposedException NobodyWillHold(string name) => new(
        nameof(ProcessRuntime), $"The runtime has been stopped; no process will hold the name '{name}' any more.");

    internal static ArgumentException WrongMessageType(Type request, Type expected, string parameter) => new(
        $"{request.Name} cannot be sent to this server: it handles {expected.Name}. A call message must derive from the server's message type.", parameter);

    internal static TimeSpan CheckedTimeout(TimeSpan timeout, string name) =>
        timeout >= TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan
            ? timeout
            : throw new ArgumentOutOfRangeException(
                name, timeout, string.Create(CultureInfo.InvariantCulture, $"{name} was {timeout}; it must be zero or more, or Timeout.InfiniteTimeSpan."));

    /// <summary>For the waits of the framework, which refuse more than 49 days: that is for ever here.</summary>
    internal static TimeSpan Waitable(TimeSpan timeout) => timeout.TotalMilliseconds < uint.MaxValue ? timeout : Timeout.InfiniteTimeSpan;

    internal static int CheckedLines(int lines, string name) => lines >= 0
        ? lines
        : throw new ArgumentOutOfRangeException(
            name, lines, string.Create(CultureInfo.InvariantCulture, $"{name} was {lines}; it must be 0, for nothing but counts, or more."));

    internal static ArgumentNullException NoLoggerFactory(string parameter) => new(
        parameter, "ProcessRuntimeOptions.LoggerFactory was null; leave it out, or set NullLoggerFactory.Instance, for no log.");

    internal static void CheckDelay(TimeSpan after)
    {
        if (after == Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(after), after, "after was infinite; a message that is never delivered need not be sent. It must be a finite time; zero or less is as soon as possible.");
        }
    }

    internal static ProcessOptions Checked(ProcessOptions options)
    {
        if (options.Mailbox is { Capacity: < 1 } mailbox)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), mailbox.Capacity, string.Create(
                    CultureInfo.InvariantCulture,
                    $"MailboxOptions.Capacity was {mailbox.Capacity}; it must be 1 or more. Leave Mailbox null for an unbounded mailbox."));
        }

        if (options.Mailbox is { Mode: var mode } && !Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), mode, $"MailboxOptions.Mode was {mode}; it must be one of {string.Join(", ", Enum.GetNames<MailboxFullMode>())}.");
        }

        if (options.AbandonAfter is { } abandon)
        {
            CheckedTimeout(abandon, nameof(ProcessOptions.AbandonAfter));
        }

        if (options.Name is { Length: 0 })
        {
            throw new ArgumentException("ProcessOptions.Name was empty; it must be null or have at least one character.", nameof(options));
        }

        return options;
    }

    [Conditional("DEBUG")]
    internal static void AssertOnTurn(ProcessCell cell) => Debug.Assert(cell.IsOnTurn || cell.Life >= ProcessLife.Leaving, "Not on the process's turn.");
}
