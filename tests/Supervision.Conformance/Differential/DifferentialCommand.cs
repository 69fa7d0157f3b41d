using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>Plays random scenarios on a real OTP and here, and shows the first difference, made as small as it goes.</summary>
internal sealed class DifferentialCommand(DifferentialOptions options, TextWriter log)
{
    private const int AtOnce = 96;
    private const int ProgressEvery = 1000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly long _begin = RealTime.Now;
    private readonly SortedDictionary<string, int> _features = new(StringComparer.Ordinal);

    /// <summary>Runs the command.</summary>
    /// <returns>0 when both sides agree, 1 when they differ, 2 when it could not be run.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter log, TextWriter errors)
    {
        (DifferentialOptions options, string? mistake) = DifferentialOptions.Parse(args);
        if (mistake is not null)
        {
            errors.WriteLine(mistake);
            errors.WriteLine(DifferentialOptions.Usage);
            return 2;
        }

        if (await OtpOracle.FindReleaseAsync() is not { } release)
        {
            errors.WriteLine("differential needs Erlang/OTP: 'erl' and 'erlc' were not found. Debian and Ubuntu have it as erlang-base "
                + "(apt-get install erlang-base), Homebrew as erlang; elsewhere see https://www.erlang.org/downloads.");
            return 2;
        }

        ulong seed = options.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erlang/OTP {release}, {options.Scenario ?? $"seed {seed}"}"));
        if (release != "25")
        {
            log.WriteLine("The rules followed here are those of OTP 25; where this release decides otherwise, a difference is none of ours.");
        }

        try
        {
            await using OtpOracle oracle = await OtpOracle.StartAsync();
            DifferentialCommand command = new(options with { Seed = seed }, log);
            BothSides sides = new(oracle.RecordAsync);
            return options.Scenario is null ? await command.PlayDrawnAsync(sides) : await command.PlayFileAsync(sides, options.Scenario);
        }
        catch (Exception error) when (error is ScenarioException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            errors.WriteLine(options.Scenario is null ? error.Message : $"{options.Scenario}: {error.Message}");
            return 2;
        }
    }

    private async Task<int> PlayDrawnAsync(BothSides sides)
    {
        ScenarioGenerator generator = new(options.Seed!.Value);
        Queue<(int Number, JsonObject Scenario, Task<(IReadOnlyList<string> Otp, IReadOnlyList<string> Here, bool Differ)> Played)> playing = [];
        int next = options.From;
        int last = options.From + options.Count - 1;
        for (int done = 0; done < options.Count; done++)
        {
            while (next <= last && playing.Count < AtOnce)
            {
                JsonObject drawn = generator.Draw(next);
                playing.Enqueue((next, drawn, sides.PlayAsync(NameOf(next), drawn)));
                next++;
            }

            (int number, JsonObject scenario, Task<(IReadOnlyList<string> Otp, IReadOnlyList<string> Here, bool Differ)> played) = playing.Dequeue();
            Count(ScenarioFeatures.Of(ScenarioReader.Read(scenario.ToJsonString())));
            if ((await played).Differ)
            {
                await ShowAsync(sides, NameOf(number), scenario);
                log.WriteLine("Repeat it with:");
                log.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  dotnet run -c Release --project tests/Supervision.Conformance -- differential --seed {options.Seed} --from {number} --count 1"));
                Summarize(done + 1, 1, sides, generator);
                return 1;
            }

            if ((done + 1) % ProgressEvery == 0 && done + 1 < options.Count)
            {
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done + 1} of {options.Count}, {Seconds:0.0} s"));
            }
        }

        Summarize(options.Count, 0, sides, generator);
        return 0;
    }

    private async Task<int> PlayFileAsync(BothSides sides, string file)
    {
        string json = await File.ReadAllTextAsync(file);
        Scenario read = ScenarioReader.Read(json);
        if (!Timing.IsSafe(read))
        {
            log.WriteLine("A stop or a restart of it is a close race with the clock; what OTP answers may be luck.");
        }

        JsonObject scenario = (JsonObject)JsonNode.Parse(json)!;
        string name = Path.GetFileNameWithoutExtension(file);
        (IReadOnlyList<string> otp, _, bool differ) = await sides.PlayAsync(name, scenario);
        if (differ)
        {
            await ShowAsync(sides, name, scenario);
            return 1;
        }

        log.WriteLine(ReplayCommand.TextOf(otp));
        log.WriteLine("both sides agree");
        return 0;
    }

    private async Task ShowAsync(BothSides sides, string name, JsonObject scenario)
    {
        log.WriteLine($"scenario {name} differs; looking for the smallest one that does");
        Shrinker shrinker = new(sides.DifferAsync);
        JsonObject smallest = await shrinker.ShrinkAsync(scenario);
        (IReadOnlyList<string> otp, IReadOnlyList<string> here, _) = await sides.PlayAsync(name, smallest);
        log.WriteLine($"{shrinker.Tried} smaller ones tried, {Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s; the smallest:");
        log.WriteLine(smallest.ToJsonString(Indented));
        foreach (string line in TraceComparison.SideBySide("Erlang/OTP", otp, "here", here))
        {
            log.WriteLine(line);
        }
    }

    private void Count(IReadOnlySet<string> found)
    {
        foreach (string feature in found)
        {
            _features[feature] = _features.GetValueOrDefault(feature) + 1;
        }
    }

    private void Summarize(int played, int differences, BothSides sides, ScenarioGenerator generator)
    {
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"redrawn because of bugs of OTP 25: {generator.RestartsThatIgnore} (a restart ignores), {generator.Miscounts} (a restarting child is terminated and counted); races of the recording: {sides.Races}"));
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{played} scenarios, {differences} differences, {Seconds:0.0} s; features: {string.Join(", ", _features.Select(static pair => $"{pair.Key} {pair.Value}"))}"));
    }

    private double Seconds => RealTime.Since(_begin).TotalSeconds;

    private static string NameOf(int number) => number.ToString("0000", CultureInfo.InvariantCulture);
}
