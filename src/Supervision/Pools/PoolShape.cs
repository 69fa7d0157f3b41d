using System.Collections.Concurrent;

namespace Supervision.Pools;

/// <summary>What stays of a pool when any of its processes is restarted. Any thread; changed by the process that resizes.</summary>
internal sealed class PoolShape<TMessage>(string id, Func<GenServer<TMessage>> create, PoolOptions<TMessage> options)
    where TMessage : notnull
{
    /// <summary>The process that each worker was when it was started last.</summary>
    private readonly ConcurrentDictionary<int, Pid> _latest = [];

    private volatile int _size = options.Size;

    internal PoolOptions<TMessage> Options => options;

    /// <summary>How many workers there are to be.</summary>
    internal int Size
    {
        get => _size;
        set => _size = value;
    }

    internal string QueueName => id;

    internal string WorkersName => id + "/workers";

    internal string SizerName => id + "/size";

    /// <summary>The supervisor of the workers, with as many as there are to be now.</summary>
    internal SupervisorSpec Workers() => Supervisor.OneForOne("workers", workers =>
    {
        workers.Named(WorkersName);
        options.Workers?.Invoke(workers);
        for (int index = 0; index < Size; index++)
        {
            workers.Child(Worker(index));
        }
    });

    /// <summary>A worker, whose starts are told to the queue.</summary>
    internal ChildSpec Worker(int index)
    {
        ChildSpec spec = ChildSpec.Server(IdOf(index), create);
        spec = (options.Worker?.Invoke(spec) ?? spec) with { Id = IdOf(index) };
        return spec with
        {
            Start = async context =>
            {
                StartResult result = await spec.Start(context).ConfigureAwait(true); // in the supervisor's process
                if (result is StartResult.Started started)
                {
                    // Not in the message: one of an earlier supervisor may come late.
                    context.Runtime.Scheduler.SharedUses?.Invoke("pools", true);
                    _latest[index] = started.Pid;
                    ServerRef<PoolRequest<TMessage>>.ForName(context.Runtime, QueueName).Cast(new PoolRequest<TMessage>.WorkerUp(index));
                }

                return result;
            },
        };
    }

    /// <summary>The worker that runs in a place; none while it is being restarted.</summary>
    internal Pid Running(ProcessRuntime runtime, int index)
    {
        runtime.Scheduler.SharedUses?.Invoke("pools", false);
        return _latest.TryGetValue(index, out Pid worker) && worker.IsAlive ? worker : Pid.None;
    }

    internal static string IdOf(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
