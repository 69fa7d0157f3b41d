namespace Supervision.Conformance.Mutations;

/// <summary>The command that proves the net: it breaks the library in many small ways and shows which test finds each.</summary>
internal static class MutationCommand
{
    private const string Usage = """
        usage: mutations [rules|tool] [--only NAME] [--list] [--help]

        Plants errors in a temporary copy of the files that git knows, one at a time, and lets the tests look for them.

          rules        the rules of OTP broken by hand, from Mutations/Rules.txt
          tool         mutants of Stryker over supervisors and links, the files of Mutations/stryker-config.json
          neither      both
          --only NAME  one rule by its name, or with 'tool' one file by its name
          --list       says what would be planted, and ends
          --help       this text

        A line for each: 'found' with the test that finds it (Killed or Timeout for the tool's), 'equivalent' with the reason why nobody
        can, from Rules.txt or Equivalents.txt, or 'SURVIVED'. Tests that hang have found it. The last line counts. Ends with 0; with 1 when
        one survived, or was found although it is listed as equivalent; with 2 when a mutation does not fit the sources or a tool fails.
        Needs git, the SDK, and for 'tool' a feed that has dotnet-stryker.
        """;

    /// <summary>Runs it.</summary>
    /// <returns>0, 1 or 2, see the usage.</returns>
    internal static Task<int> RunAsync(string[] arguments, TextWriter log, TextWriter errors)
    {
        string? part = arguments.FirstOrDefault() is "rules" or "tool" ? arguments[0] : null;
        switch (part is null ? arguments : arguments[1..])
        {
            case []:
                return TryAsync(part, null, log, errors);
            case ["--only", string name]:
                return TryAsync(part ?? "rules", name, log, errors);
            case ["--list"]:
                List(log);
                return Task.FromResult(0);
            case ["--help"]:
                log.WriteLine(Usage);
                return Task.FromResult(0);
            default:
                errors.WriteLine(Usage);
                return Task.FromResult(2);
        }
    }

    /// <summary>A data file of this folder.</summary>
    internal static string Data(string name) =>
        File.ReadAllText(Path.Combine(WorkingCopy.FindRepository(), "tests/Supervision.Conformance/Mutations", name));

    private static async Task<int> TryAsync(string? part, string? only, TextWriter log, TextWriter errors)
    {
        Score score = new(log);
        try
        {
            using WorkingCopy copy = new(WorkingCopy.FindRepository());
            if (part is null or "rules")
            {
                List<PlantedError> planted = PlantedError.Read(Data("Rules.txt")).FindAll(error => only is null || error.Name == only);
                if (planted.Count == 0)
                {
                    throw new MutationException($"There is no rule '{only}'; --list names them");
                }

                await new PlantedErrors(copy, score).RunAsync(planted);
            }

            if (part is null or "tool")
            {
                new GeneratedMutants(copy, score, log).Run(Equivalent.Read(Data("Equivalents.txt")), only);
            }
        }
        catch (MutationException error)
        {
            errors.WriteLine(error.Message);
            return 2;
        }

        score.WriteSum();
        return score.ExitCode;
    }

    private static void List(TextWriter log)
    {
        foreach (PlantedError error in PlantedError.Read(Data("Rules.txt")))
        {
            log.WriteLine($"{error.Name}  {error.File}");
        }

        log.WriteLine(Data("stryker-config.json"));
    }
}
