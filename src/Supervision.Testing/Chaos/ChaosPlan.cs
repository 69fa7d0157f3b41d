using System.Diagnostics;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing;

/// <summary>What chaos does, one thing after the other.</summary>
/// <param name="Actions">The things, in order.</param>
/// <remarks>
/// <para>Every list of actions is a plan, and so is every part of one: numbers that are too large count round. That is what lets a plan shrink
/// without conditions.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ChaosPlan(IReadOnlyList<ChaosAction> Actions)
{
    private const int LargestPick = 64;
    private const int LongestWait = 3000;

    /// <summary>Draws a plan.</summary>
    /// <param name="seed">From which; the same seed draws the same plan.</param>
    /// <param name="length">How many actions; 1 or more.</param>
    /// <param name="kinds">Of which kinds; null or none for kills only. Now and then it waits in any case.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    public static ChaosPlan Draw(ulong seed, int length, IReadOnlyList<ChaosKind>? kinds = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        IReadOnlyList<ChaosKind> drawn = kinds is { Count: > 0 } ? kinds : [ChaosKind.Kill];
        SplitMix64 random = new(SplitMix64.Mix(seed, (ulong)length));
        List<ChaosAction> actions = new(length);
        for (int at = 0; at < length; at++)
        {
            bool waits = at > 0 && random.Next(3) == 0;
            actions.Add(waits
                ? new ChaosAction(ChaosKind.Wait, random.Next(2) * random.Next(LongestWait))
                : new ChaosAction(drawn[random.Next(drawn.Count)], random.Next(LargestPick), random.Next(3)));
        }

        return new ChaosPlan(actions);
    }

    /// <summary>Reads a plan as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static ChaosPlan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ChaosPlan(text.Length == 0 ? [] : [.. text.Split(',').Select(ChaosAction.Parse)]);
    }

    /// <summary>The processes that may be picked, in the order in which they are numbered from 0: depth first from the right, so the newest leaf
    /// first and a supervisor after all that is below it.</summary>
    /// <param name="tree">The tree. Its root is never picked: nobody would restart it.</param>
    /// <param name="filter">Who may be picked; null for all.</param>
    /// <returns>Those that run and that the filter lets through.</returns>
    public static IReadOnlyList<TreeEntry> Number(TreeSnapshot tree, ChaosFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return [.. Numbered(tree.Root).SkipLast(1).Where(entry => entry.Status == ChildInfo.State.Running && filter?.Matches(entry) != false)];
    }

    /// <summary>Plans that do less and may fail in the same way, the plainest first: fewer actions, nearer to the newest leaf, shorter waits,
    /// kills in place of others.</summary>
    /// <returns>None for an empty plan.</returns>
    public IEnumerable<ChaosPlan> Shrinks()
    {
        for (int size = Actions.Count; size >= 1; size /= 2)
        {
            for (int start = 0; start < Actions.Count; start += size)
            {
                yield return new ChaosPlan([.. Actions.Take(start), .. Actions.Skip(start + size)]);
            }
        }

        for (int at = 0; at < Actions.Count; at++)
        {
            foreach (ChaosAction plainer in Plainer(Actions[at]))
            {
                yield return new ChaosPlan([.. Actions.Take(at), plainer, .. Actions.Skip(at + 1)]);
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(ChaosPlan? other) => other is not null && Actions.SequenceEqual(other.Actions);

    /// <inheritdoc/>
    public override int GetHashCode() => Actions.Aggregate(0, static (hash, action) => HashCode.Combine(hash, action));

    /// <summary>The actions with commas between them: <c>k4,w250,k0</c>.</summary>
    public override string ToString() => string.Join(',', Actions);

    /// <summary>The actions between two waits, with how long is waited after them.</summary>
    internal IEnumerable<(IReadOnlyList<ChaosAction> Actions, TimeSpan Wait)> Bursts()
    {
        List<ChaosAction> burst = [];
        foreach (ChaosAction action in Actions)
        {
            if (action.Kind != ChaosKind.Wait)
            {
                burst.Add(action);
                continue;
            }

            yield return (burst, TimeSpan.FromMilliseconds(Math.Max(0, action.Pick)));
            burst = [];
        }

        if (burst.Count > 0)
        {
            yield return (burst, TimeSpan.Zero);
        }
    }

    internal static IEnumerable<TreeEntry> Numbered(TreeEntry entry) =>
        (entry.Supervisor?.Children ?? []).Reverse().SelectMany(Numbered).Append(entry);

    private static IEnumerable<ChaosAction> Plainer(ChaosAction action)
    {
        if (action.Kind is not (ChaosKind.Wait or ChaosKind.Kill or ChaosKind.Fault))
        {
            yield return new ChaosAction(ChaosKind.Kill, action.Pick);
        }

        foreach (int lower in new[] { 0, action.Pick / 2, action.Pick - 1 }.Where(lower => lower >= 0 && lower < action.Pick).Distinct())
        {
            yield return action with { Pick = lower };
        }

        if (action.Argument > 0)
        {
            yield return action with { Argument = 0 };
        }
    }
}
