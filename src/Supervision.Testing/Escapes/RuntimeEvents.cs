using System.Diagnostics.Tracing;

namespace Supervision.Testing.Escapes;

/// <summary>
/// Hears the events of .NET with which work is put on the thread pool and real timers are started, on the thread that does so.
/// Enabled only while somebody needs it: it costs every thread of the OS process a little.
/// </summary>
internal sealed class RuntimeEvents : EventListener
{
    private const string SourceName = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const int EnqueueEvent = 30;
    private const int TransferEvent = 150;

    /// <summary>ThreadPool and ThreadTransfer.</summary>
    private const EventKeywords Keywords = (EventKeywords)0x12;

    private const int PrimingLimit = 200;

    private static readonly Lock Gate = new();
    private static RuntimeEvents? _instance;
    private static int _users;

#pragma warning disable RS0030 // It tells the own priming from everybody else's work.
    [ThreadStatic]
    private static int _heardWhilePriming;
#pragma warning restore RS0030

    private EventSource? _source;

    private RuntimeEvents()
    {
    }

    /// <summary>From here on until as many calls of <see cref="Release"/>, escapes are heard.</summary>
    internal static void Acquire()
    {
        lock (Gate)
        {
            if (_users++ > 0)
            {
                return;
            }

            _instance ??= Create();
            if (_instance._source is { } source)
            {
                _instance.EnableEvents(source, EventLevel.Verbose, Keywords);
                Prime();
            }
        }
    }

    internal static void Release()
    {
        lock (Gate)
        {
            if (--_users == 0 && _instance?._source is { } source)
            {
                _instance.DisableEvents(source);
            }
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == SourceName)
        {
            _source = eventSource;
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == EnqueueEvent)
        {
            _heardWhilePriming++;
            StepMark.OfThread?.Watch?.WorkLeft(isTimer: false);
        }
        else if (eventData.EventId == TransferEvent)
        {
            StepMark.OfThread?.Watch?.WorkLeft(isTimer: true);
        }
    }

    private static RuntimeEvents Create()
    {
        // .NET makes the source when the pool is first used.
        using ManualResetEventSlim done = new();
        Enqueue(done);
        return new RuntimeEvents();
    }

    /// <summary>The pool looks whether it is listened to only when one of its threads begins a round of work: until then it says nothing. So it
    /// is given work until it says so.</summary>
    private static void Prime()
    {
        using ManualResetEventSlim done = new();
        int before = _heardWhilePriming;
        for (int i = 0; i < PrimingLimit && _heardWhilePriming == before; i++)
        {
            done.Reset();
            Enqueue(done);
        }
    }

    private static void Enqueue(ManualResetEventSlim done)
    {
#pragma warning disable RS0030 // Only so can the pool be asked.
        ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Set(), done, preferLocal: false);
#pragma warning restore RS0030
        done.Wait(TimeSpan.FromSeconds(1));
    }
}
