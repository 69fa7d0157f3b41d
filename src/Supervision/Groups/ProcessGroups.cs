using System.Diagnostics;
using Supervision.Groups;
using Supervision.Processes;
using Supervision.Registries;
using Supervision.Runtime;

namespace Supervision;

/// <summary>Groups of processes by name: whoever wants to hear of something joins, and what is published reaches each member once.</summary>
/// <typeparam name="TKey">The type of the groups' names.</typeparam>
/// <example>Everybody who depends on the configuration hears of a new one:
/// <code>
/// ProcessGroups&lt;string> groups = new(test.Runtime);
/// List&lt;string> heard = [];
/// string[] names = ["manager", "device 17"];
/// foreach (string name in names)
/// {
///     ChildSpec listens = ChildSpec.Process(name, async process =>
///     {
///         groups.Join(process, "config");
///         heard.Add(name + ": " + await process.ReceiveAsync&lt;string>());
///     });
///     await test.StartSupervisedAsync(listens with { Restart = Restart.Temporary });
/// }
///
/// await test.IdleAsync();
/// int told = groups.Publish("config", "interval = 5");
/// </code></example>
/// <remarks>
/// <para>A process joins and leaves for itself, as often as it likes; it is out when it has left as often as it has joined, and when it is told to end. Its
/// membership is gone before links, monitors and its supervisor hear of its end.</para>
/// <para>The groups are an object and no process; nothing is linked. A group is there as long as it has members or somebody watches it.</para>
/// <para><b>From:</b> any thread, but for what takes a <see cref="ProcessContext"/>: that only inside that process.</para>
/// <para><b>OTP:</b> pg. Differs: a process joins for itself; an object in place of a scope; of one program.</para>
/// </remarks>
[DebuggerDisplay("{_groups.Count} groups")]
public sealed class ProcessGroups<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();

    /// <summary>Under the lock.</summary>
    private readonly Dictionary<TKey, GroupMembers<TKey>> _groups;

    /// <summary>Groups without members.</summary>
    /// <param name="runtime">The runtime whose processes will join.</param>
    /// <param name="comparer">Compares names; null, the default, for their own equality.</param>
    public ProcessGroups(ProcessRuntime runtime, IEqualityComparer<TKey>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        Runtime = runtime;
        _groups = new(comparer);
    }

    /// <summary>The runtime whose processes join.</summary>
    public ProcessRuntime Runtime { get; }

    /// <summary>The calling process joins a group, once more if it is in it.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="group">The group.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="ArgumentException">The process belongs to another runtime.</exception>
    /// <remarks><para><b>OTP:</b> pg:join/3. Differs: for oneself only.</para></remarks>
    public void Join(ProcessContext context, TKey group)
    {
        ProcessCell process = CellOf(context);
        Membership<TKey> membership = new(this, process, group);
        GroupWatch<TKey>[] watches = Do(process, nameof(Join), () =>
        {
            // Entered first: of a key that its comparer refuses the process must keep nothing.
            GroupWatch<TKey>[] told = Change(group, members => members.Add(membership));
            process.AddRegistrationOnTurn(membership);
            return told;
        });
        Tell(watches, new GroupEvent<TKey>.Joined(this, group, process.Pid));
    }

    /// <summary>The calling process leaves a group, once.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="group">The group.</param>
    /// <returns>False when it is not in it.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> pg:leave/3. Differs: for oneself only.</para></remarks>
    public bool Leave(ProcessContext context, TKey group)
    {
        ProcessCell process = CellOf(context);
        Membership<TKey>? membership = Do(process, nameof(Leave), () => Withdrawn<Membership<TKey>>(
            process, one => ReferenceEquals(one.Groups, this) && _groups.Comparer.Equals(one.Group, group)));
        if (membership is not null)
        {
            Forget(membership);
        }

        return membership is not null;
    }

    /// <summary>Lists the members of a group, oldest first, each as often as it has joined.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Those that have not been told to end.</returns>
    /// <remarks><para><b>OTP:</b> pg:get_members/2; the order is ours.</para></remarks>
    public IReadOnlyList<Pid> Members(TKey group) =>
        [.. Look(group, static members => members.All).Where(static process => process.IsSeenAlive).Select(static process => process.Pid)];

    /// <summary>Lists the groups that have members, in no order.</summary>
    /// <returns>Their names.</returns>
    /// <remarks><para><b>OTP:</b> pg:which_groups/1.</para></remarks>
    public IReadOnlyList<TKey> Groups()
    {
        Use(isChange: false);
        lock (_lock)
        {
            return [.. _groups.Where(static pair => pair.Value.HasMembers).Select(static pair => pair.Key)];
        }
    }

    /// <summary>Sends a message to each member of a group, once.</summary>
    /// <typeparam name="T">The static type of the message.</typeparam>
    /// <param name="group">The group.</param>
    /// <param name="message">The message; must not be changed afterwards.</param>
    /// <returns>How many members have accepted it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <remarks>
    /// <para>Members that join or leave meanwhile may get it or not.</para>
    /// <para><b>OTP:</b> none; programs there send to each of pg:get_members/2.</para>
    /// </remarks>
    public int Publish<T>(TKey group, T message)
        where T : notnull
    {
        PlainMessage.Require(message);
        int accepted = 0;
        foreach (ProcessCell member in Look(group, static members => members.Distinct))
        {
            if (member.IsSeenAlive && PlainMessage.Send(member, message) == SendResult.Accepted)
            {
                accepted++;
            }
        }

        return accepted;
    }

    /// <summary>Lists the members of a group, and from then on sends the calling process a <see cref="GroupEvent{TKey}"/> for each change.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="group">The group; it needs no members yet.</param>
    /// <returns>The members at that moment, as <see cref="Members"/>: each change after it is told, and none before it.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="ArgumentException">The process belongs to another runtime.</exception>
    /// <remarks>
    /// <para>As often as it is called, so often each change is told.</para>
    /// <para><b>OTP:</b> pg:monitor/2.</para>
    /// </remarks>
    public IReadOnlyList<Pid> Watch(ProcessContext context, TKey group)
    {
        ProcessCell process = CellOf(context);
        GroupWatch<TKey> watch = new(this, process, group);
        ProcessCell[] all = [];
        Do(process, nameof(Watch), () =>
        {
            GroupWatch<TKey>[] watches = Change(group, members =>
            {
                members.Add(watch);
                all = members.All;
            });
            process.AddRegistrationOnTurn(watch);
            return watches;
        });
        return [.. all.Select(static member => member.Pid)];
    }

    /// <summary>Ends a watch of the calling process. What it was told before is in its mailbox still.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="group">The group.</param>
    /// <returns>False when it does not watch it.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> pg:demonitor/2.</para></remarks>
    public bool Unwatch(ProcessContext context, TKey group)
    {
        ProcessCell process = CellOf(context);
        GroupWatch<TKey>? watch = Do(process, nameof(Unwatch), () => Withdrawn<GroupWatch<TKey>>(
            process, one => ReferenceEquals(one.Groups, this) && _groups.Comparer.Equals(one.Group, group)));
        if (watch is not null)
        {
            Forget(watch);
        }

        return watch is not null;
    }

    /// <summary>A membership that its owner does not list any more is over, and that is told.</summary>
    internal void Forget(Membership<TKey> membership) => Tell(
        Change(membership.Group, members => members.Remove(membership)),
        new GroupEvent<TKey>.Left(this, membership.Group, membership.Owner.Pid));

    /// <summary>A watch that its owner does not list any more is over.</summary>
    internal void Forget(GroupWatch<TKey> watch) => Change(watch.Group, members => members.Remove(watch));

    private static T? Withdrawn<T>(ProcessCell process, Predicate<T> match)
        where T : Registration
    {
        for (Registration? registration = process.RegistrationsOnTurn; registration is not null; registration = registration.Next)
        {
            if (registration is T one && match(one))
            {
                process.RemoveRegistrationOnTurn(one);
                return one;
            }
        }

        return null;
    }

    /// <summary>Outside of the lock: what is not accepted is told to code of others.</summary>
    private static void Tell(GroupWatch<TKey>[] watches, GroupEvent<TKey> news)
    {
        foreach (GroupWatch<TKey> watch in watches)
        {
            watch.Owner.Pid.Send(news);
        }
    }

    /// <summary>In the process's turn, and nothing comes between: the process cannot die in the midst of it.</summary>
    private static T Do<T>(ProcessCell process, string operation, Func<T> action)
    {
        process.BeginOperation(operation);
        try
        {
            return action();
        }
        finally
        {
            process.EndOperation();
        }
    }

    private ProcessCell[] Look(TKey group, Func<GroupMembers<TKey>, ProcessCell[]> look)
    {
        Use(isChange: false);
        lock (_lock)
        {
            return _groups.TryGetValue(group, out GroupMembers<TKey>? members) ? look(members) : [];
        }
    }

    /// <returns>Who watches the group then.</returns>
    private GroupWatch<TKey>[] Change(TKey group, Action<GroupMembers<TKey>> change)
    {
        Use(isChange: true);
        lock (_lock)
        {
            if (!_groups.TryGetValue(group, out GroupMembers<TKey>? members))
            {
                members = _groups[group] = new GroupMembers<TKey>();
            }

            change(members);
            if (members.IsEmpty)
            {
                _groups.Remove(group);
            }

            return members.Watches;
        }
    }

    /// <summary>All groups are one thing to whoever wants to know what processes share.</summary>
    private void Use(bool isChange) => Runtime.Scheduler.SharedUses?.Invoke("groups", isChange);

    private ProcessCell CellOf(ProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ReferenceEquals(context.Runtime, Runtime) ? context.Cell : throw RegistryErrors.OtherRuntime(context.Self, nameof(context));
    }
}
