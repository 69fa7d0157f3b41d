using FsCheck;
using FsCheck.Fluent;

namespace ImageStore.Tests;

/// <summary>How sequences are drawn, and how one that fails is made smaller.</summary>
internal static class Sequences
{
    public const int Longest = 40;
    private const int LongestWait = 12;
    private const int MostRounds = 6;

    public static IReadOnlyList<string> Users { get; } = ["ann", "bob", "cyn"];

    public static IReadOnlyList<string> Images { get; } = ["cat", "dog", "owl"];

    /// <summary>Any sequence.</summary>
    public static Arbitrary<Sequence> Any { get; } = Arb.From(Drawn(), Smaller);

    private static Gen<Sequence> Drawn() =>
        from seed in Gen.Choose(1, int.MaxValue)
        from length in Gen.Choose(1, Longest)
        from steps in DrawnStep().ArrayOf(length)
        select new Sequence((ulong)seed, steps);

    private static Gen<Step> DrawnStep() =>
        from operation in Gen.Frequency(
            (1, Gen.Constant(Operation.None)),
            (5, Gen.Constant(Operation.LogIn)),
            (1, Gen.Constant(Operation.LogOut)),
            (6, Gen.Constant(Operation.Add)),
            (3, Gen.Constant(Operation.View)),
            (4, Gen.Constant(Operation.Remove)),
            (2, Gen.Constant(Operation.Rounds)))
        from user in Gen.Elements<string>(Users)
        from image in Gen.Elements<string>(Images)
        from times in Gen.Choose(1, MostRounds)
        from dies in Gen.Choose(1, 8)
        from process in Gen.Elements<string>(Names.Servers)
        from after in Gen.Choose(0, LongestWait)
        let death = operation == Operation.None || (dies == 1 && operation != Operation.Rounds) ? new Death(process, after) : null
        select new Step(operation, user, image, times, death);

    private static IEnumerable<Sequence> Smaller(Sequence sequence)
    {
        if (sequence.Schedule is not null)
        {
            yield return sequence with { Schedule = null };
            foreach (IReadOnlyList<Step> steps in WithOtherWaits(sequence.Steps))
            {
                yield return new Sequence(null, steps);
            }
        }

        foreach (IReadOnlyList<Step> steps in Fewer(sequence.Steps).Concat(WithRounds(sequence.Steps)).Concat(WithSimplerStep(sequence.Steps)).Concat(WithOtherNames(sequence.Steps)))
        {
            yield return sequence with { Steps = steps };
        }
    }

    /// <summary>With death at every moment: what only a drawn order has shown, the plain one shows too when death comes at the right one.</summary>
    private static IEnumerable<IReadOnlyList<Step>> WithOtherWaits(IReadOnlyList<Step> steps) =>
        from at in Enumerable.Range(0, steps.Count)
        where steps[at].Death is not null
        from after in Enumerable.Range(0, LongestWait)
        select (IReadOnlyList<Step>)[.. steps.Take(at), steps[at] with { Death = steps[at].Death! with { After = after } }, .. steps.Skip(at + 1)];

    /// <summary>Without a half, a quarter, ... a single step of them.</summary>
    private static IEnumerable<IReadOnlyList<Step>> Fewer(IReadOnlyList<Step> steps)
    {
        for (int size = (steps.Count + 1) / 2; size >= 1; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (int from = 0; from < steps.Count && size < steps.Count; from += size)
            {
                yield return [.. steps.Take(from), .. steps.Skip(from + size)];
            }
        }
    }

    /// <summary>With one step of rounds for everything that one user adds and removes of one image, when that is fewer steps.</summary>
    private static IEnumerable<IReadOnlyList<Step>> WithRounds(IReadOnlyList<Step> steps)
    {
        foreach (IGrouping<(string, string), Step> changes in steps.Where(IsChange).GroupBy(step => (step.User, step.Image)).Where(group => group.Count() > 1))
        {
            Step first = changes.First();
            Step rounds = first with { Operation = Operation.Rounds, Times = MostRounds, Death = null };
            yield return [.. steps.Where(step => IsFirst(step) || !changes.Contains(step)).Select(step => IsFirst(step) ? rounds : step)];
            bool IsFirst(Step step) => ReferenceEquals(step, first);
        }
    }

    private static bool IsChange(Step step) => step.Operation is Operation.Add or Operation.Remove or Operation.Rounds;

    private static IEnumerable<IReadOnlyList<Step>> WithSimplerStep(IReadOnlyList<Step> steps) =>
        steps.SelectMany((step, at) => Simpler(step).Select(simpler => (IReadOnlyList<Step>)[.. steps.Take(at), simpler, .. steps.Skip(at + 1)]));

    private static IEnumerable<Step> Simpler(Step step)
    {
        if (step is { Death: not null, Operation: not Operation.None })
        {
            yield return step with { Death = null };
        }

        if (step.Death is { After: > 0 } death)
        {
            yield return step with { Death = death with { After = 0 } };
            yield return step with { Death = death with { After = death.After - 1 } };
        }

        if (step is { Operation: Operation.Rounds, Times: > 1 })
        {
            yield return step with { Times = step.Times - 1 };
        }
    }

    /// <summary>With an earlier name in the place of a later one, everywhere: ann is simpler than cyn.</summary>
    private static IEnumerable<IReadOnlyList<Step>> WithOtherNames(IReadOnlyList<Step> steps)
    {
        foreach ((string later, string earlier) in Pairs(Users).Where(pair => steps.Any(step => step.User == pair.Later)))
        {
            yield return [.. steps.Select(step => step with { User = step.User == later ? earlier : step.User })];
        }

        foreach ((string later, string earlier) in Pairs(Images).Where(pair => steps.Any(step => step.Image == pair.Later)))
        {
            yield return [.. steps.Select(step => step with { Image = step.Image == later ? earlier : step.Image })];
        }
    }

    private static IEnumerable<(string Later, string Earlier)> Pairs(IReadOnlyList<string> names) =>
        names.SelectMany((later, at) => names.Take(at).Select(earlier => (later, earlier)));
}
