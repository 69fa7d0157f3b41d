namespace Supervision.Conformance.Primitives;

/// <summary>Makes a program smaller as long as it shows what it shows.</summary>
internal static class Shrinker
{
    /// <summary>The smallest program that is found.</summary>
    /// <param name="program">A program that shows it.</param>
    /// <param name="show">Of some programs, which ones show it; all at once, because playing many costs little more than playing one.</param>
    internal static PrimitiveProgram Shrink(PrimitiveProgram program, Func<IReadOnlyList<PrimitiveProgram>, IReadOnlyList<bool>> show)
    {
        for (int size = Math.Max(1, program.Steps.Count / 2); size > 0;)
        {
            PrimitiveProgram? smaller = FirstOf(WithoutSteps(program, size), show) ?? (size == 1 ? FirstOf(WithoutOperation(program), show) : null);
            if (smaller is null)
            {
                size /= 2;
            }
            else
            {
                program = smaller;
                size = Math.Min(size, Math.Max(1, program.Steps.Count / 2));
            }
        }

        return program;
    }

    private static PrimitiveProgram? FirstOf(IEnumerable<PrimitiveProgram> candidates, Func<IReadOnlyList<PrimitiveProgram>, IReadOnlyList<bool>> show)
    {
        List<PrimitiveProgram> numbered = [.. candidates.Select(static (candidate, index) => candidate with { Number = index + 1 })];
        return numbered.Count == 0 ? null : numbered.Zip(show(numbered)).FirstOrDefault(static pair => pair.Second).First;
    }

    private static IEnumerable<PrimitiveProgram> WithoutSteps(PrimitiveProgram program, int size)
    {
        for (int from = 0; from + size <= program.Steps.Count; from += size)
        {
            yield return program with { Steps = [.. program.Steps.Take(from), .. program.Steps.Skip(from + size)] };
        }
    }

    private static IEnumerable<PrimitiveProgram> WithoutOperation(PrimitiveProgram program) =>
        from step in program.Steps.Index()
        from part in step.Item.Parts.Index()
        from place in Enumerable.Range(0, part.Item.Operations.Count)
        where step.Item.Parts.Count > 1 || part.Item.Operations.Count > 1
        select program with { Steps = [.. program.Steps.Take(step.Index), Without(step.Item, part.Index, place), .. program.Steps.Skip(step.Index + 1)] };

    private static ProgramStep Without(ProgramStep step, int part, int place)
    {
        List<Operation> operations = [.. step.Parts[part].Operations];
        operations.RemoveAt(place);
        List<Part> parts = [.. step.Parts];
        if (operations.Count == 0)
        {
            parts.RemoveAt(part);
        }
        else
        {
            parts[part] = parts[part] with { Operations = operations };
        }

        return step with { Parts = parts };
    }
}
