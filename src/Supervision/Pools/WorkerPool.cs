using Supervision.Pools;

namespace Supervision;

/// <summary>Declares pools: several servers of a kind behind one queue, each of which handles one message at a time.</summary>
/// <example>Connections to a database, and a question to whichever is free:
/// <code>
/// SupervisorSpec tree = Supervisor.OneForOne("left", static left => left
///     .Pool("sql", static () => new Counter(), new()
///     {
///         Size = 8,
///         Queue = 200,
///         WhenWorkerCrashes = InFlightPolicy.FailCaller,
///     }));
/// await test.StartSupervisedAsync(tree);
/// PoolRef&lt;Add> sql = PoolRef&lt;Add>.ForName(test.Runtime, "sql");
///
/// int rows = await sql.CallAsync(new Add(1));
/// SendResult later = await sql.CastAsync(new Add(1));
/// int workers = await sql.ResizeAsync(16);
/// </code></example>
/// <remarks>
/// <para>A pool is a supervisor of strategy rest-for-one with three children: <c>queue</c>, <c>workers</c>, which is a one-for-one supervisor of the workers
/// <c>0</c>, <c>1</c> and so on, and <c>size</c>. So a worker that ends touches neither what waits nor the other workers. When the queue
/// ends, all is restarted, callers get its exit reason, and casts that were not done are dead letters.</para>
/// <para>A worker is any server; it need not know of the pool. One that waits for something that is not there yet says so in its replies, and
/// does not fail its start: the start of the tree waits for all workers.</para>
/// <para><b>OTP:</b> none; poolboy and wpool are near.</para>
/// </remarks>
public static class WorkerPool
{
    /// <summary>A child that is a pool.</summary>
    /// <typeparam name="TMessage">The message type of its workers.</typeparam>
    /// <param name="id">The id of the child, and the name by which the pool is reached.</param>
    /// <param name="create">Makes a worker; a new one for each start.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a permanent supervisor.</returns>
    /// <exception cref="ArgumentException">An option is not in its range, or routing by keys has no key.</exception>
    /// <exception cref="SupervisorSpecException">The options for workers and their supervisor have mistakes; it holds all of them.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static ChildSpec Child<TMessage>(string id, Func<GenServer<TMessage>> create, PoolOptions<TMessage>? options = null)
        where TMessage : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(create);
        PoolShape<TMessage> shape = new(id, create, PoolErrors.Checked(options ?? new PoolOptions<TMessage>()));

        // Declared with the first size; a restart makes as many as there are to be then.
        ChildSpec workers = ChildSpec.Nested(shape.Workers()) with { Start = context => context.StartSupervisorAsync(shape.Workers()) };
        return ChildSpec.Nested(Supervisor.RestForOne(id, pool => pool
            .Server("queue", () => new PoolQueue<TMessage>(shape), new ServerOptions { Name = shape.QueueName, Label = "pool queue" })
            .Child(workers)
            .Server("size", () => new PoolSizer<TMessage>(shape), new ServerOptions { Name = shape.SizerName, Label = "pool size" })));
    }

    /// <summary>Adds a pool as a child.</summary>
    /// <typeparam name="TMessage">The message type of its workers.</typeparam>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">As for <see cref="Child{TMessage}"/>.</param>
    /// <param name="create">As for <see cref="Child{TMessage}"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Child{TMessage}"/>.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static SupervisorBuilder Pool<TMessage>(
        this SupervisorBuilder builder,
        string id,
        Func<GenServer<TMessage>> create,
        PoolOptions<TMessage>? options = null,
        Func<ChildSpec, ChildSpec>? asChild = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ChildSpec child = Child(id, create, options);
        return builder.Child(asChild is null ? child : asChild(child));
    }
}
