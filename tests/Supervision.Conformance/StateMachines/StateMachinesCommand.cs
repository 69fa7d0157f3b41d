using System.Globalization;
using System.Security.Cryptography;
using Supervision.Conformance.Primitives;

namespace Supervision.Conformance.StateMachines;

/// <summary>Compares state machines here with gen_statem, on random programs.</summary>
internal static class StateMachinesCommand
{
    internal const string Usage =
        """
        usage: state-machines [--seed S] [--count N]    plays random programs here and on OTP and compares what the callbacks saw
               state-machines --record FILE             writes what OTP sees of the programs that the tests replay
        """;

    /// <summary>Which programs the tests replay.</summary>
    internal const ulong RecordedSeed = 1;

    /// <summary>How many are drawn for the tests; those that a real clock could see otherwise are left out.</summary>
    internal const int RecordedCount = 600;

    private const int Batch = 1000;

    /// <summary>So often OTP is asked again about a program that differs: a machine that stalls is no difference.</summary>
    private const int Confirmations = 3;

    /// <summary>Runs the command.</summary>
    /// <returns>0; 1 when there is a difference; 2 when it cannot be done.</returns>
    internal static int Run(IReadOnlyList<string> arguments, TextWriter log, TextWriter errors)
    {
        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        int count = Batch;
        for (int i = 0; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out ulong given):
                    seed = given;
                    break;
                case "--count" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0:
                    count = given;
                    break;
                case "--record" when value.Length > 0:
                    return Try(() => Record(value), errors);
                default:
                    errors.WriteLine($"'{arguments[i]} {value}' is not understood.");
                    errors.WriteLine(Usage);
                    return 2;
            }
        }

        return Try(() => Compare(seed, count, log), errors);
    }

    /// <summary>Programs whose traces do not depend on the clock, with their traces here.</summary>
    internal static IEnumerable<(MachineProgram Program, string Trace)> Promised(ulong seed, int first, int count) =>
        from number in Enumerable.Range(first, count)
        let program = MachineProgramGenerator.Generate(seed, number)
        let played = MachinePlayer.Play(program)
        where played.IsPromised
        select (program, played.Trace);

    private static int Try(Func<int> run, TextWriter errors)
    {
        try
        {
            return run();
        }
        catch (Exception error) when (error is ErlangMissingException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 2;
        }
    }

    private static int Record(string file)
    {
        List<(MachineProgram Program, string Trace)> ours = [.. Promised(RecordedSeed, 1, RecordedCount)];
        Dictionary<int, string> seen = OtpMachines.Play(ours.Select(static pair => pair.Program));
        File.WriteAllLines(file, ours.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Program.Number}|{(seen[pair.Program.Number] == pair.Trace ? pair.Trace : Confirmed(pair.Program, pair.Trace) ?? pair.Trace)}")));
        return 0;
    }

    private static int Compare(ulong seed, int count, TextWriter log)
    {
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, programs 1 to {count}"));
        (int programs, int callbacks, int races) = (0, 0, 0);
        for (int first = 1; first <= count; first += Batch)
        {
            List<(MachineProgram Program, string Trace)> ours = [.. Promised(seed, first, Math.Min(Batch, count - first + 1))];
            Dictionary<int, string> theirs = OtpMachines.Play(ours.Select(static pair => pair.Program));
            foreach ((MachineProgram program, string trace) in ours)
            {
                programs++;
                callbacks += trace.Split(';').Length;
                if (theirs[program.Number] == trace)
                {
                    continue;
                }

                if (Confirmed(program, trace) is { } confirmed)
                {
                    log.WriteLine($"{program}here: {trace}\nOTP:  {confirmed}");
                    return 1;
                }

                races++;
            }
        }

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{programs} programs, {callbacks} callbacks, 0 differences, races of the machine: {races}"));
        return 0;
    }

    /// <summary>What OTP saw when it was asked several times; null when it once saw the same as here.</summary>
    private static string? Confirmed(MachineProgram program, string trace)
    {
        string last = "";
        for (int asked = 0; asked < Confirmations; asked++)
        {
            last = OtpMachines.Play([program])[program.Number];
            if (last == trace)
            {
                return null;
            }
        }

        return last;
    }
}
