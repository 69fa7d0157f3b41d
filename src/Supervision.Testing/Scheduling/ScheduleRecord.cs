namespace Supervision.Testing.Scheduling;

/// <summary>What was chosen in one schedule, and a hash of all steps that were made.</summary>
internal sealed class ScheduleRecord
{
    /// <summary>Which of the possible steps and values were chosen, wherever there were several; 0 is what the plain order does.</summary>
    internal List<int> Choices { get; } = [];

    /// <summary>The same for the same steps in the same order.</summary>
    internal ulong Hash { get; private set; }

    internal void AddStep(Chain step) => Hash = SplitMix64.Mix(Hash, step.Key);
}
