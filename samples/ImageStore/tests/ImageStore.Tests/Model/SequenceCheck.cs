using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ImageStore.Tests;

/// <summary>Runs sequences until one fails, and says which, as small as it can be made.</summary>
internal static class SequenceCheck
{
    /// <summary>How many sequences a run makes.</summary>
    public const int Sequences = 1000;

    /// <summary>Runs new sequences each time; or, with a replay line, the one that the line was printed for.</summary>
    /// <returns>The failure; null when all sequences pass.</returns>
    public static SequenceFailure? Run(Func<IGalleries> newGalleries, ReplayLine? replay = null)
    {
        var outcome = new OutcomeRunner();
        Config config = Config.Quick.WithMaxTest(replay is null ? Sequences : 1).WithRunner(outcome);
        if (replay is not null)
        {
            config = config.WithReplay(FSharpOption<Replay>.Some(replay.ToReplay()));
        }

        Prop.ForAll(Tests.Sequences.Any, sequence => SequenceRun.Run(sequence, newGalleries)).Check(config);
        return outcome.Failure;
    }
}
