namespace Supervision.Conformance.Mutations;

/// <summary>Breaks one rule after the other and lets the tests look for it, the nearest first. While they look, the next is built.</summary>
internal sealed class PlantedErrors(WorkingCopy copy, Score score)
{
    /// <summary>How many times as long as without an error, and a minute more, the tests may run before they count as hung.</summary>
    private const int Patience = 5;

    private readonly Dictionary<string, TimeSpan> _limits = new(StringComparer.Ordinal);

    internal async Task RunAsync(IReadOnlyList<PlantedError> errors)
    {
        foreach (string suite in errors.SelectMany(static error => error.Suites).Distinct(StringComparer.Ordinal))
        {
            copy.BuildSuite(suite);
            long begin = RealTime.Now;
            ChildProgram sound = copy.Test(suite, null, null);
            if (!sound.IsGood)
            {
                throw new MutationException($"{suite} fails without any error planted:\n{sound.Output}");
            }

            _limits[suite] = TimeSpan.FromMinutes(1) + (RealTime.Since(begin) * Patience);
        }

        Task<string?> built = Task.Run(() => Build(errors[0]));
        for (int i = 0; i < errors.Count; i++)
        {
            string? library = await built;
            int next = i + 1;
            built = next < errors.Count ? Task.Run(() => Build(errors[next])) : built;
            if (library is not null)
            {
                score.Add(errors[i].Name, Finder(errors[i], library), errors[i].Equivalent);
            }
        }
    }

    /// <summary>The library with the error in it; null when that cannot be built.</summary>
    private string? Build(PlantedError error)
    {
        string file = copy.PathOf(error.File);
        string sound = File.ReadAllText(file);
        try
        {
            File.WriteAllText(file, error.ApplyTo(sound));
            return copy.BuildLibrary(error.Name);
        }
        catch (MutationException unfit)
        {
            score.AddUnfit(error.Name, unfit.Message);
            return null;
        }
        finally
        {
            File.WriteAllText(file, sound);
        }
    }

    /// <summary>What found the error; null when nothing did.</summary>
    private string? Finder(PlantedError error, string library)
    {
        foreach (string suite in error.Suites)
        {
            copy.Use(library, suite);
        }

        return error.Suites.Select(suite => Finder(suite, error.Near)).FirstOrDefault(static finder => finder is not null);
    }

    private string? Finder(string suite, string near)
    {
        string folder = $"{suite}.{near}";
        bool hasNear = Directory.Exists(copy.PathOf($"tests/{suite}/{near}"));
        return (hasNear ? FinderAmong(suite, folder) : null) ?? FinderAmong(suite, null);
    }

    private string? FinderAmong(string suite, string? tests)
    {
        ChildProgram run = copy.Test(suite, tests, _limits[suite]);
        if (run.IsGood)
        {
            return null;
        }

        return FailedTest(run.Output)
            ?? (run.ExitCode is { } code ? $"{tests ?? suite}, which ends with {code}" : $"{tests ?? suite}, which does not end");
    }

    private static string? FailedTest(string output)
    {
        const string Mark = " [FAIL]";
        string? line = output.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.EndsWith(Mark, StringComparison.Ordinal));
        return line?[..^Mark.Length];
    }
}
