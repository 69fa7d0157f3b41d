namespace Supervision;

/// <summary>How a reconciler works.</summary>
/// <typeparam name="TArgs">What a child is started with.</typeparam>
/// <remarks><para>Its functions are called by the reconciler's process unless they say otherwise; what they throw ends it, and its supervisor starts it
/// again.</para></remarks>
public sealed record ReconcilerOptions<TArgs>
{
    internal static readonly ReconcilerOptions<TArgs> Default = new();

    /// <summary>How long a child that is gone stays away: after its first end in a row, after its second, and so on; the last for all that
    /// follow. 10 s, 1 h and 1 day by default. At least one; each zero or more, and not infinite.</summary>
    public IReadOnlyList<TimeSpan> Schedule { get; init; } = [TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    /// <summary>How long a child must have lived for its next end to be a first one. 1 h by default; zero or more, infinite for never.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often the children are compared with what is wanted, whether or not something was heard of them, and how often
    /// <see cref="Poll"/> is asked. 30 s by default; more than zero, and not infinite.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Asks what is wanted, as <see cref="Reconciler{TArgs}.Set"/> is told; null, the default, for a reconciler that is only told. It answers
    /// null when that is not known at the moment: then nothing changes.</summary>
    public Func<ProcessContext, Task<IReadOnlyDictionary<string, TArgs>?>>? Poll { get; init; }

    /// <summary>The tags of a child, by which it can be paused; null, the default, for none. Called by whoever tells what is wanted.</summary>
    public Func<string, TArgs, IReadOnlyList<string>>? Tags { get; init; }

    /// <summary>Whether two arguments are the same, so that a child that has the one need not be changed for the other; null, the default, for
    /// their own equality. Called by whoever tells what is wanted.</summary>
    public IEqualityComparer<TArgs>? Comparer { get; init; }

    /// <summary>Gives a running child the arguments that it is to have now, for instance with a message; true when that is enough, false when the
    /// child must be stopped and started with them. Null, the default, for always false.</summary>
    public Func<Pid, TArgs, bool>? Update { get; init; }

    /// <summary>Makes the specification of a child of a supervisor with declared children; its id is replaced by the key. Null, the
    /// default, for the children of a dynamic supervisor, which knows how to start them.</summary>
    public Func<string, TArgs, ChildSpec>? Declare { get; init; }
}
