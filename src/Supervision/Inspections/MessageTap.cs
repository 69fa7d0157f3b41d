using System.Threading.Channels;
using Supervision.Runtime;
using Supervision.Scheduling;

namespace Supervision.Inspections;

/// <summary>
/// One trace of messages. It listens from its creation until its end, whichever comes first:
/// <code>
/// ends when                          by
/// Max messages were taken            the turn that took the last
/// more than PerSecond in a second    the turn that took one more
/// Limit has passed                   the timer
/// Where threw                        the turn that called it; the reader is told
/// nobody reads any more              the reader
/// </code>
/// Turns of several processes tell it at once; they take turns under the lock, and only one ends it.
/// </summary>
internal sealed class MessageTap : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Channel<MessageTrace> _channel = Channel.CreateUnbounded<MessageTrace>();
    private readonly ProcessRuntime _runtime;
    private readonly MessageTraceOptions _options;
    private readonly ActionTimer _timer;
    private readonly long _beganAt;

    /// <summary>How many were taken. Under the lock.</summary>
    private int _taken;

    /// <summary>How many were taken in the second that began then. Under the lock.</summary>
    private int _inSecond;

    private TimeSpan _second;
    private bool _isOver;

    internal MessageTap(ProcessRuntime runtime, MessageTraceOptions options)
    {
        _runtime = runtime;
        _options = options;
        _beganAt = runtime.Time.GetTimestamp();
        _timer = new ActionTimer(() => End());
        runtime.Timers.Start(_timer, options.Limit);
        runtime.Observers.Add(Hear);
        runtime.Observers.AddStop(Stop);
    }

    internal ChannelReader<MessageTrace> Reader => _channel.Reader;

    public void Dispose()
    {
        _runtime.Timers.Cancel(_timer);
        _runtime.Observers.RemoveStop(Stop);
        End();
    }

    private void Hear(ProcessCell cell, object message)
    {
        TimeSpan after = _runtime.Time.GetElapsedTime(_beganAt);
        MessageTrace trace = new(after, cell.Pid, cell.RegisteredName, cell.Label, message.GetType().Name, _options.WithMessages ? message : null);
        try
        {
            if (_options.Where?.Invoke(trace) == false)
            {
                return;
            }
        }
        // The application's code, in a turn of a process that has nothing to do with it.
        catch (Exception error)
        {
            End(error);
            return;
        }

        lock (_lock)
        {
            Take(trace);
        }
    }

    private void Take(MessageTrace trace)
    {
        if (_isOver)
        {
            return;
        }

        if (trace.After - _second >= Second)
        {
            _second = trace.After;
            _inSecond = 0;
        }

        if (++_inSecond > _options.PerSecond)
        {
            End();
            return;
        }

        _channel.Writer.TryWrite(trace);
        if (++_taken == _options.Max)
        {
            End();
        }
    }

    private void Stop() => End();

    private void End(Exception? error = null)
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _runtime.Observers.Remove(Hear);
        _channel.Writer.TryComplete(error);
    }
}
