using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supervision.Conformance.Differential;

namespace Supervision.Conformance.Model;

/// <summary>Compares the model with supervisors on random trees: with OTP's, or with ours. Shows the first difference, made as small as it goes.</summary>
internal sealed class ModelCommand(DifferentialOptions options, Func<string, JsonObject, Task<IReadOnlyList<string>>> play, TextWriter log)
{
    private const string Usage = "usage: model [--here] [--seed S] [--count N] [--from K]    compares with OTP, with --here with our supervisors, N trees from number K on";
    private const int AtOnce = 96;
    private const int ProgressEvery = 1000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs the command.</summary>
    /// <returns>0 when the model agrees, 1 when not, 2 when it could not be run.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter log, TextWriter errors)
    {
        bool isHere = args.Contains("--here");
        (DifferentialOptions options, string? mistake) = DifferentialOptions.Parse([.. args.Where(static arg => arg != "--here")]);
        if (mistake is not null || options.Scenario is not null)
        {
            errors.WriteLine(mistake ?? "'--scenario' is not an option of model");
            errors.WriteLine(Usage);
            return 2;
        }

        options = options with { Seed = options.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) };
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"model against {(isHere ? "our supervisors" : "Erlang/OTP")}, seed {options.Seed}"));
        if (isHere)
        {
            return await new ModelCommand(options, static (name, scenario) => Task.FromResult<IReadOnlyList<string>>(BothSides.Here(name, scenario)), log).PlayAsync();
        }

        if (await OtpOracle.FindReleaseAsync() is null)
        {
            errors.WriteLine("model needs Erlang/OTP: 'erl' and 'erlc' were not found. With --here it compares with our supervisors.");
            return 2;
        }

        await using OtpOracle oracle = await OtpOracle.StartAsync();
        return await new ModelCommand(options, async (name, scenario) => await oracle.RecordAsync(name, scenario), log).PlayAsync();
    }

    /// <summary>Plays until as many trees were compared as asked for; those that the model does not describe do not count.</summary>
    private async Task<int> PlayAsync()
    {
        ScenarioGenerator generator = new(options.Seed!.Value);
        Queue<(int Number, JsonObject Scenario, Task<IReadOnlyList<string>> Trace)> playing = [];
        int next = options.From;
        (int compared, long steps, long events) = (0, 0, 0);
        while (compared < options.Count)
        {
            while (playing.Count < AtOnce)
            {
                JsonObject drawn = generator.Draw(next);
                playing.Enqueue((next, drawn, play("model", drawn)));
                next++;
            }

            (int number, JsonObject scenario, Task<IReadOnlyList<string>> trace) = playing.Dequeue();
            ModelComparison result = ModelComparison.Of(scenario, await trace);
            if (result.Difference is not null && await DiffersAgainAsync(scenario))
            {
                await ShowAsync(number, scenario, compared);
                return 1;
            }

            (compared, steps, events) = (compared + (result.Steps > 0 ? 1 : 0), steps + result.Steps, events + result.Events);
            if (result.Steps > 0 && compared % ProgressEvery == 0)
            {
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} of {options.Count} trees agree ({next - options.From - playing.Count} drawn)"));
            }
        }

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} trees, {steps} actions, {events} lines compared: no difference"));
        return 0;
    }

    /// <summary>A recording of OTP can be a race with the clock; a difference is one that comes again.</summary>
    private async Task<bool> DiffersAgainAsync(JsonObject scenario) => ModelComparison.Of(scenario, await play("model", scenario)).Difference is not null;

    private async Task ShowAsync(int number, JsonObject scenario, int agreed)
    {
        Shrinker shrinker = new(async candidates => [.. (await Task.WhenAll(candidates.Select(DiffersAgainAsync)))]);
        JsonObject smallest = await shrinker.ShrinkAsync(scenario);
        ModelComparison shown = ModelComparison.Of(smallest, await play("model", smallest));
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tree {number} differs, after {agreed} that agree; the smallest of {shrinker.Tried} tried, {shown.Steps} actions:"));
        log.WriteLine(smallest.ToJsonString(Indented));
        log.WriteLine(shown.Difference);
    }
}
