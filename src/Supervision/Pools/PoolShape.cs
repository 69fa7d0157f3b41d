namespace Supervision.Pools;

/// <summary>What stays of a pool when any of its processes is restarted. Any thread; changed by the process that resizes.</summary>
internal sealed class PoolShape<TMessage>(string id, Func<GenServer<TMessage>> create, PoolOptions<TMessage> options)
    where TMessage : notnull
{
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
                    ServerRef<PoolRequest<TMessage>>.ForName(context.Runtime, QueueName).Cast(new PoolRequest<TMessage>.WorkerUp(index, started.Pid));
                }

                return result;
            },
        };
    }

    internal static string IdOf(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
