using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>Compares process primitives here with those of OTP, on random programs.</summary>
internal sealed class PrimitivesCommand(PrimitivesOptions options, TextWriter log)
{
    /// <summary>So many are drawn, played and compared before the next.</summary>
    private const int Batch = 1000;

    /// <summary>So often OTP is asked again about a program that differs. A recording on a machine that stalls can be wrong, a difference stays.</summary>
    private const int Confirmations = 3;

    private readonly SortedDictionary<string, int> _operations = new(StringComparer.Ordinal);
    private readonly long _begin = RealTime.Now;
    private int _programs;
    private int _steps;
    private int _races;

    /// <summary>Runs the command.</summary>
    /// <returns>0; 1 when there is a difference; 2 when it cannot be done.</returns>
    internal static int Run(IReadOnlyList<string> arguments, TextWriter log, TextWriter errors)
    {
        (PrimitivesOptions? options, string? mistake) = PrimitivesOptions.Parse(arguments);
        if (options is null)
        {
            errors.WriteLine(mistake);
            errors.WriteLine(PrimitivesOptions.Usage);
            return 2;
        }

        try
        {
            return new PrimitivesCommand(options, log).Run();
        }
        catch (Exception error) when (error is ErlangMissingException or FormatException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 2;
        }
    }

    private int Run()
    {
        if (options.Record is { } folder)
        {
            Record(folder);
            return 0;
        }

        if (options.File is { } file)
        {
            PrimitiveProgram program = PrimitiveProgram.Parse(1, File.ReadAllText(file));
            using OtpNode node = OtpNode.Start();
            return Finish(Compare(node, [program]), node, $"--program {file}");
        }

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}, programs {options.First} to {options.First + options.Count - 1}"));
        return RunDrawn();
    }

    private int RunDrawn()
    {
        using OtpNode node = OtpNode.Start();
        for (int done = 0; done < options.Count; done += Batch)
        {
            int from = options.First + done;
            IEnumerable<PrimitiveProgram> programs = Enumerable.Range(from, Math.Min(Batch, options.Count - done))
                .Select(number => ProgramGenerator.Generate(options.Seed, number));
            if (Compare(node, programs) is { } difference)
            {
                return Finish(difference, node, string.Create(
                    CultureInfo.InvariantCulture, $"--seed {options.Seed} --first {difference.Comparison.Program.Number} --count 1"));
            }
        }

        return Finish(null, node, "");
    }

    private int Finish(Difference? difference, OtpNode node, string repeat)
    {
        if (difference is { } found)
        {
            PrimitiveProgram smallest = Shrinker.Shrink(
                found.Comparison.Program,
                programs => [.. Differences(node, programs).Select(pair => pair is { } other && other.TheirName == found.TheirName)]);
            Difference shown = Differences(node, [smallest])[0] ?? found;
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"program {found.Comparison.Program.Number} differs; made smaller:"));
            log.WriteLine(shown.Comparison.Program.StepLines);
            log.WriteLine(shown.Comparison.SideBySide(shown.TheirName));
            log.WriteLine($"repeat: dotnet run -c Release --project tests/Supervision.Conformance -- primitives {repeat}");
        }

        string counts = string.Join(", ", _operations.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
        double seconds = RealTime.Since(_begin).TotalSeconds;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_programs} programs, {_steps} steps, operations: {counts}; {(difference is null ? 0 : 1)} differences, races of the recording: {_races}, {seconds:0.0} s"));
        return difference is null ? 0 : 1;
    }

    private Difference? Compare(OtpNode node, IEnumerable<PrimitiveProgram> programs)
    {
        foreach ((Difference? difference, PrimitiveProgram played) in Played(node, programs))
        {
            _programs++;
            _steps += played.Steps.Count;
            foreach (Operation operation in played.Operations)
            {
                _operations[operation.Word] = _operations.GetValueOrDefault(operation.Word) + 1;
            }

            if (difference is not null && Confirmed(node, played) is { } confirmed)
            {
                return confirmed;
            }
        }

        return null;
    }

    private Difference? Confirmed(OtpNode node, PrimitiveProgram program)
    {
        Difference? last = null;
        for (int asked = 0; asked < Confirmations; asked++)
        {
            last = Differences(node, [program])[0];
            if (last is null)
            {
                _races++;
                return null;
            }
        }

        return last;
    }

    private static List<Difference?> Differences(OtpNode node, IReadOnlyList<PrimitiveProgram> programs) =>
        [.. Played(node, programs).Select(static pair => pair.Difference)];

    /// <summary>Plays on both sides; here in the plain order and in one that is drawn, which must not make a difference either.</summary>
    private static List<(Difference? Difference, PrimitiveProgram Program)> Played(OtpNode node, IEnumerable<PrimitiveProgram> programs)
    {
        List<(PrimitiveProgram Program, List<StepRecord> Records)> ours = [.. programs.Select(ProgramPlayer.PlayPromised)];
        Dictionary<int, List<StepRecord>> theirs = node.Play(ours.Select(static pair => pair.Program));
        return ours.ConvertAll(pair => (DifferenceOf(pair.Program, pair.Records, theirs[pair.Program.Number]), pair.Program));
    }

    private static Difference? DifferenceOf(PrimitiveProgram program, List<StepRecord> records, List<StepRecord> theirs)
    {
        List<string> ours = CanonicalTrace.Of(program, records);
        Comparison comparison = new(program, ours, CanonicalTrace.Of(program, theirs));
        if (comparison.IsDifferent)
        {
            return new Difference(comparison, "OTP");
        }

        Comparison drawn = new(program, ours, CanonicalTrace.Of(program, ProgramPlayer.Play(program, program.Order)));
        return drawn.IsDifferent ? new Difference(drawn, string.Create(CultureInfo.InvariantCulture, $"here with seed {program.Order}")) : null;
    }

    private static void Record(string folder)
    {
        using OtpNode node = OtpNode.Start();
        foreach (string file in Directory.GetFiles(folder, "*.program"))
        {
            PrimitiveProgram program = PrimitiveProgram.Parse(1, File.ReadAllText(file));
            File.WriteAllLines(Path.ChangeExtension(file, ".trace"), CanonicalTrace.Of(program, node.Play([program])[1]));
        }
    }

    /// <param name="Comparison">What differs.</param>
    /// <param name="TheirName">From whom.</param>
    private sealed record Difference(Comparison Comparison, string TheirName);
}
