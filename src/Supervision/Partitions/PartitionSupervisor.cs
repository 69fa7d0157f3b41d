using System.Diagnostics;
using System.Globalization;
using Supervision.Partitions;
using Supervision.Processes;

namespace Supervision;

/// <summary>Several children of the same kind under one supervisor, each for a part of the keys: what one process cannot carry is divided
/// among them, and what belongs to one key is still done by one process.</summary>
/// <example>Carts of customers, in four processes:
/// <code>
/// PartitionSupervisor carts = new("carts", 4, static _ => ChildSpec.Server("cart", static () => new Counter()));
/// await test.StartSupervisedAsync(carts.Child);
///
/// ServerRef&lt;Add> cart = ServerRef&lt;Add>.ForPid(carts.Find("ann"));
/// int items = await cart.CallAsync(new Add(1));
/// </code></example>
/// <remarks>
/// <para>The supervisor is one for one and has the object's id as its name. Its children are called <c>0</c>, <c>1</c> and so on. A key is
/// found where it was as long as there are as many: also after a restart, also in another run of the program.</para>
/// <para>An object is for one place in one tree; restarts of the supervisor are all right.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none; Elixir's PartitionSupervisor. Differs: an object in place of a name.</para>
/// </remarks>
[DebuggerDisplay("{Child.Id,nq}: {Count} partitions")]
public sealed class PartitionSupervisor
{
    /// <summary>Who is the partition now; null before its first start. Any thread.</summary>
    private readonly ProcessTarget?[] _partitions;

    private readonly ChildSpec[] _specs;

    /// <summary>Where it runs; null before the first start.</summary>
    private volatile ProcessRuntime? _runtime;

    /// <summary>The supervisor that has started them last. Its process only.</summary>
    private Pid _supervisor;

    /// <summary>How many have keys.</summary>
    private volatile int _count;

    /// <summary>1 while somebody resizes.</summary>
    private int _isResizing;

    /// <summary>Declares one.</summary>
    /// <param name="id">Its id, and the name of its supervisor.</param>
    /// <param name="partitions">How many children; at least 1.</param>
    /// <param name="partition">Gives the specification of each, from 0; called at once. Its id is replaced.</param>
    /// <param name="configure">Sets another name, and limits; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is less than 1.</exception>
    /// <exception cref="SupervisorSpecException">It has mistakes; it holds all of them.</exception>
    public PartitionSupervisor(string id, int partitions, Func<int, ChildSpec> partition, Action<SupervisorBuilder>? configure = null)
    {
        PartitionErrors.CheckCount(partitions);
        ArgumentNullException.ThrowIfNull(partition);
        _partitions = new ProcessTarget?[partitions];
        _count = partitions;
        _specs = [.. Enumerable.Range(0, partitions).Select(index => Followed(partition(index), index))];
        Child = ChildSpec.Nested(Supervisor.OneForOne(id, builder =>
        {
            builder.Named(id);
            configure?.Invoke(builder);
            Array.ForEach(_specs, spec => builder.Child(spec));
        }));
    }

    /// <summary>The supervisor, as a permanent child.</summary>
    public ChildSpec Child { get; }

    /// <summary>How many partitions there are now: as many as were declared, or as <see cref="ResizeAsync"/> has left.</summary>
    public int Count => _count;

    /// <summary>Finds the partition of a number.</summary>
    /// <param name="key">The key; its partition is the remainder of its amount.</param>
    /// <returns>The process that is the partition, or was until its end, when it is just being restarted; <see cref="Pid.None"/> before the
    /// start.</returns>
    /// <exception cref="InvalidOperationException">There are no partitions.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> allocates nothing and takes no lock.</para>
    /// <para><b>OTP:</b> none; Elixir's <c>{:via, PartitionSupervisor, {name, key}}</c>.</para>
    /// </remarks>
    public Pid Find(long key)
    {
        ulong amount = key < 0 ? (ulong)-(key + 1) + 1 : (ulong)key;
        return At((int)(amount % (uint)CheckedCount()));
    }

    /// <summary>Finds the partition of a text.</summary>
    /// <param name="key">The key; compared ordinally.</param>
    /// <returns>As for <see cref="Find(long)"/>.</returns>
    /// <exception cref="InvalidOperationException">There are no partitions.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> allocates nothing and takes no lock.</para>
    /// <para><b>OTP:</b> none; as for <see cref="Find(long)"/>.</para>
    /// </remarks>
    public Pid Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);

        // FNV-1a: the framework's own hash of a text is another one in each run.
        uint hash = 2166136261;
        foreach (char character in key)
        {
            hash = (hash ^ character) * 16777619;
        }

        return At((int)(hash % (uint)CheckedCount()));
    }

    /// <summary>Stops partitions, or starts stopped ones again. The keys of all are divided anew: what belongs to a key should be nowhere else than
    /// in its partition's reach while this is done.</summary>
    /// <param name="partitions">How many there are to be, from 0 to as many as were declared.</param>
    /// <param name="cancellationToken">Abandons it on the way: some are stopped or started, and those that have keys run. Ask again to finish it.</param>
    /// <returns>Completes with how many there were. Those that go get no keys any more before the first of them is stopped; those that come
    /// get some when all of them run.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is not in that range.</exception>
    /// <exception cref="InvalidOperationException">It does not run, or somebody else is resizing it.</exception>
    /// <exception cref="StartFailedException">A partition did not start; there are as many as before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="CallFailedException">The supervisor ended meanwhile. Its next start begins with all partitions.</exception>
    /// <remarks>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>OTP:</b> none; Elixir's PartitionSupervisor.resize!/2. Differs: a second one at the same time is refused and does not wait.</para>
    /// </remarks>
    public async Task<int> ResizeAsync(int partitions, CancellationToken cancellationToken = default)
    {
        PartitionErrors.CheckSize(partitions, _partitions.Length);
        SupervisorRef supervisor = SupervisorRef.ForName(_runtime ?? throw PartitionErrors.NotStarted(Child.Id), Child.Supervisor!.Name!);
        if (Interlocked.Exchange(ref _isResizing, 1) != 0)
        {
            throw PartitionErrors.Resizing(Child.Id);
        }

        // Whoever resizes may be a process, and goes on in it.
        try
        {
            int before = _count;
            if (partitions < before)
            {
                Note(partitions);
            }

            for (int index = before - 1; index >= partitions; index--)
            {
                await supervisor.TerminateChildAsync(IdOf(index), cancellationToken).ConfigureAwait(true);
            }

            for (int index = before; index < partitions; index++)
            {
                ChildResult result = await supervisor.RestartChildAsync(IdOf(index), cancellationToken).ConfigureAwait(true);

                // A temporary one is forgotten when it is stopped.
                result = result is ChildResult.NotFound
                    ? await supervisor.StartChildAsync(_specs[index], cancellationToken).ConfigureAwait(true)
                    : result;
                if (result is ChildResult.Failed failed)
                {
                    throw new StartFailedException($"Partition {IdOf(index)} of '{Child.Id}'", new StartResult.Failed(failed.Reason));
                }
            }

            Note(partitions);
            return before;
        }
        finally
        {
            Volatile.Write(ref _isResizing, 0);
        }
    }

    private static string IdOf(int index) => index.ToString(CultureInfo.InvariantCulture);

    private void Note(int partitions)
    {
        _runtime?.Scheduler.SharedUses?.Invoke("partitions", true);
        _count = partitions;
    }

    private int CheckedCount()
    {
        int count = _count;
        return count > 0 ? count : throw PartitionErrors.None(Child.Id);
    }

    private Pid At(int index)
    {
        _runtime?.Scheduler.SharedUses?.Invoke("partitions", false);
        return new Pid(Volatile.Read(ref _partitions[index]));
    }

    /// <summary>The child, whose starts are noted.</summary>
    private ChildSpec Followed(ChildSpec spec, int index) => spec with
    {
        Id = IdOf(index),
        Start = async context =>
        {
            StartResult result = await spec.Start(context).ConfigureAwait(true); // in the supervisor's process
            if (result is StartResult.Started started)
            {
                _runtime = context.Runtime;
                if (_supervisor != context.Supervisor)
                {
                    // A new supervisor has started, or is just starting, all of them.
                    _supervisor = context.Supervisor;
                    _count = _partitions.Length;
                }

                context.Runtime.Scheduler.SharedUses?.Invoke("partitions", true);
                Volatile.Write(ref _partitions[index], started.Pid.Target);
            }

            return result;
        },
    };
}
