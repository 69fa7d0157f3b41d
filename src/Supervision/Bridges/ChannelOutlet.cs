using System.Diagnostics;
using System.Threading.Channels;
using Supervision.Bridges;

namespace Supervision;

/// <summary>A process whose messages are read as a channel, by code that is no process: an endpoint that streams, a test, an
/// <c>await foreach</c>.</summary>
/// <typeparam name="T">The type of the messages; others stay in its mailbox.</typeparam>
/// <example>What is published in a group, read outside of processes:
/// <code>
/// ProcessGroups&lt;string> groups = new(test.Runtime);
/// ChannelOutlet&lt;string> news = new(capacity: 100, process => groups.Join(process, "news"));
/// await test.StartSupervisedAsync(news.Child("news"));
/// await test.IdleAsync();
///
/// groups.Publish("news", "rain");
/// string heard = await news.Reader.ReadAsync();
/// news.Pid.Exit(ExitReason.Shutdown);
/// bool hasMore = await news.Reader.WaitToReadAsync();
/// </code></example>
/// <remarks>
/// <para>When the channel is full the process waits; what is sent to it meanwhile waits in its mailbox, which may be bounded too. Nothing is lost: what was
/// accepted is read, or told as a dead letter when the process ends before it got so far; what is in the channel then can still be
/// read.</para>
/// <para>When the process ends in order, the channel is completed; otherwise it is completed with <see cref="SourceEndedException"/>. An outlet is used once: a
/// channel that is completed stays so.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
[DebuggerDisplay("{Pid}: {Reader.Count} to be read")]
public sealed class ChannelOutlet<T>
    where T : class
{
    private readonly Channel<T> _channel;
    private readonly Action<ProcessContext>? _subscribe;
    private readonly Pid _source;
    private int _isUsed;
    private volatile OutletProcess? _process;

    /// <summary>What the process ends with, as its own code knows it; null for nothing. Survives a process that has ended before anybody could wait for
    /// it.</summary>
    private volatile ExitReason? _known;

    /// <summary>An outlet that is not running yet.</summary>
    /// <param name="capacity">How many messages the channel holds; at least 1.</param>
    /// <param name="subscribe">Called first in its process: joins a group, listens to a registry or a breaker, tells somebody its pid. Null for nothing.</param>
    /// <param name="source">A process that it reads: when that ends, the channel is completed as this has ended, after everything that it has sent.
    /// <see cref="Supervision.Pid.None"/>, the default, for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
    public ChannelOutlet(int capacity, Action<ProcessContext>? subscribe = null, Pid source = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _channel = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleWriter = true });
        _subscribe = subscribe;
        _source = source;
    }

    /// <summary>What was sent to the process, in its order.</summary>
    public ChannelReader<T> Reader => _channel.Reader;

    /// <summary>The process; <see cref="Supervision.Pid.None"/> before its start.</summary>
    public Pid Pid => _process?.Pid ?? Pid.None;

    /// <summary>The process as a child.</summary>
    /// <param name="id">The id of the child.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a temporary worker.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public ChildSpec Child(string id, ProcessOptions? options = null) =>
        new(id, async context =>
        {
            StartResult result = await context.StartProcessAsync(RunAsync, options).ConfigureAwait(true); // in the supervisor's process
            if (result is StartResult.Started started)
            {
                Began(started.Pid);
            }

            return result;
        })
        {
            Restart = Restart.Temporary,
        };

    /// <summary>What the process does, for one that is started in another way than as a child.</summary>
    /// <param name="process">The process.</param>
    /// <returns>Completes when the source has ended; else not before the process must end.</returns>
    /// <exception cref="InvalidOperationException">The outlet was used before.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public async Task RunAsync(ProcessContext process)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (Interlocked.Exchange(ref _isUsed, 1) != 0)
        {
            throw new InvalidOperationException("The outlet was used before, and its channel is completed. Make a new one for each process.");
        }

        Began(process.Self);
        try
        {
            await ReadAsync(process).ConfigureAwait(true); // in the process
        }
        catch (Exception error)
        {
            _known = process.Cell.ReasonOf(error);
            throw;
        }
    }

    private async Task ReadAsync(ProcessContext process)
    {
        MonitorRef? monitor = _source == Pid.None ? null : process.Monitor(_source);
        _subscribe?.Invoke(process);
        while (true)
        {
            object message = await process.ReceiveAsync<object>(message => message is T || IsEnd(message, monitor)).ConfigureAwait(true); // in the process
            if (IsEnd(message, monitor))
            {
                process.Exit(((Signal.Down)message).Reason);
            }

            await WriteAsync(process, (T)message).ConfigureAwait(true); // in the process
        }
    }

    private static bool IsEnd(object message, MonitorRef? monitor) => message is Signal.Down down && ReferenceEquals(down.Monitor, monitor);

    private async Task WriteAsync(ProcessContext process, T message)
    {
        bool isWritten = false;
        try
        {
            while (!_channel.Writer.TryWrite(message))
            {
                await ChannelWait.ToWriteAsync(process, _channel.Writer).ConfigureAwait(true); // in the process
            }

            isWritten = true;
        }
        finally
        {
            if (!isWritten)
            {
                process.Runtime.Reports.Write(process.Self, null, message, DeadLetterCause.ProcessEnded);
            }
        }
    }

    /// <summary>From now on the end of the process is the end of the channel.</summary>
    private void Began(Pid pid)
    {
        OutletProcess process = new(pid);
        if (Interlocked.CompareExchange(ref _process, process, null) is null)
        {
            _ = pid.WaitForExitAsync(CancellationToken.None).ContinueWith(
                static (ended, outlet) => ((ChannelOutlet<T>)outlet!).Complete(ended.GetAwaiter().GetResult()),
                this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Complete(ExitReason reason)
    {
        ExitReason end = reason == ExitReason.NoProcess ? _known ?? reason : reason;
        _channel.Writer.TryComplete(end.IsOrderly ? null : new SourceEndedException(_source == Pid.None ? Pid : _source, end));
    }
}
