using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ImageStore.Tests;

/// <summary>Runs sequences until one fails, and says which, as small as it can be made.</summary>
internal static class SequenceCheck
{
    /// <summary>How many sequences a run makes.</summary>
    public const int Sequences = 1000;

    /// <summary>Runs new sequences each time; or, with a replay line from the caller or from the environment, the one that the line was printed
    /// for.</summary>
    /// <returns>The failure; null when all sequences pass.</returns>
    public static SequenceFailure? Run(Experiment experiment, ReplayLine? replay = null, [CallerMemberName] string test = "")
    {
        replay ??= Environment.GetEnvironmentVariable(ReplayLine.Variable) is { Length: > 0 } line ? ReplayLine.Parse(line) : null;
        var outcome = new OutcomeRunner(test);
        Config config = Config.Quick.WithMaxTest(replay is null ? Sequences : 1).WithRunner(outcome);
        if (replay is not null)
        {
            config = config.WithReplay(FSharpOption<Replay>.Some(replay.ToReplay()));
        }

        Prop.ForAll(Tests.Sequences.Any, sequence => SequenceRun.Run(sequence, experiment)).Check(config);
        return outcome.Failure;
    }
}
