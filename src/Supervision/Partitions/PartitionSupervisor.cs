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
/// found where it was as long as the number is the same: also after a restart, also in another run of the program.</para>
/// <para>An object is for one place in one tree; restarts of the supervisor are all right.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none; Elixir's PartitionSupervisor. Differs: an object in place of a name; its size is fixed.</para>
/// </remarks>
[DebuggerDisplay("{Child.Id,nq}: {Count} partitions")]
public sealed class PartitionSupervisor
{
    /// <summary>Who is the partition now; null before its first start. Any thread.</summary>
    private readonly ProcessTarget?[] _partitions;

    /// <summary>Where it runs; null before the first start.</summary>
    private volatile ProcessRuntime? _runtime;

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
        Child = ChildSpec.Nested(Supervisor.OneForOne(id, builder =>
        {
            builder.Named(id);
            configure?.Invoke(builder);
            for (int index = 0; index < partitions; index++)
            {
                builder.Child(Followed(partition(index), index));
            }
        }));
    }

    /// <summary>The supervisor, as a permanent child.</summary>
    public ChildSpec Child { get; }

    /// <summary>How many partitions there are.</summary>
    public int Count => _partitions.Length;

    /// <summary>Finds the partition of a number.</summary>
    /// <param name="key">The key; its partition is the remainder of its amount.</param>
    /// <returns>The process that is the partition, or was until its end, when it is just being restarted; <see cref="Pid.None"/> before the
    /// start.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> allocates nothing and takes no lock.</para>
    /// <para><b>OTP:</b> none; Elixir's <c>{:via, PartitionSupervisor, {name, key}}</c>.</para>
    /// </remarks>
    public Pid Find(long key)
    {
        ulong amount = key < 0 ? (ulong)-(key + 1) + 1 : (ulong)key;
        return At((int)(amount % (ulong)Count));
    }

    /// <summary>Finds the partition of a text.</summary>
    /// <param name="key">The key; compared ordinally.</param>
    /// <returns>As for <see cref="Find(long)"/>.</returns>
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

        return At((int)(hash % (uint)Count));
    }

    private Pid At(int index)
    {
        _runtime?.Scheduler.SharedUses?.Invoke("partitions", false);
        return new Pid(Volatile.Read(ref _partitions[index]));
    }

    /// <summary>The child, whose starts are noted.</summary>
    private ChildSpec Followed(ChildSpec spec, int index) => spec with
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        Start = async context =>
        {
            StartResult result = await spec.Start(context).ConfigureAwait(true); // in the supervisor's process
            if (result is StartResult.Started started)
            {
                _runtime = context.Runtime;
                context.Runtime.Scheduler.SharedUses?.Invoke("partitions", true);
                Volatile.Write(ref _partitions[index], started.Pid.Target);
            }

            return result;
        },
    };
}
