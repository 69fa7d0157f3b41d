using System.Globalization;

namespace Supervision.Testing.Chaos;

/// <summary>What is said of a wrong use of faults and chaos.</summary>
internal static class ChaosErrors
{
    internal static InvalidOperationException NotAllowed(string what) => new(
        $"{what}: the runtime does not allow chaos. If its processes may be killed and its calls may fail, create it with "
        + $"{nameof(ProcessRuntimeOptions)} {{ {nameof(ProcessRuntimeOptions.AllowChaos)} = true }}.");

    internal static ArgumentException NoCall(Type call, Type reply) => new(
        $"{call.Name} is no call with the reply {reply.Name}: it must implement ICall<TMessage, {reply.Name}>. Give the types as the message's record declares them.", nameof(call));

    internal static InvalidOperationException NoLoad() => new(
        "There is no load: a tree that nobody uses shows little when it is killed. Give ChaosOptions.Load, or say WithoutLoad = true.");

    internal static FormatException NoPlan(string text) => new(
        $"'{(text.Length > 60 ? text[..60] + "…" : text)}' is no plan: it must be actions with commas between them, as k4, c0, e2.1, s1, f0, w250. Copy it whole from the report.");

    internal static FormatException NoToken(string text) => new(
        $"SUPERVISION_CHAOS was '{(text.Length > 60 ? text[..60] + "…" : text)}'; must be cha1-, eight hexadecimal digits, a colon and a plan. Copy it whole from the report.");

    internal static InvalidOperationException NoTree(SupervisorRef root) => new(
        $"The supervisor {root} does not run, so there is no tree to strike. Start it first.");

    internal static InvalidOperationException CutShort(ExitReason reason, Exception? cause) => new(
        $"The process that strikes was ended ({reason}) before the run was over, so nobody knows what held: perhaps the runtime was stopped, or "
        + $"{nameof(ChaosOptions.SteadyState)} has linked it to somebody. Let the runtime go on until the run is over, and let the probe link nobody.",
        cause);

    internal static InvalidOperationException NobodyStruck() => new(
        $"Nobody was struck, so nothing was tested: {nameof(ChaosOptions.Filter)} lets nobody of the tree through, there is nobody below its root, "
        + $"{nameof(ChaosOptions.Kinds)} asks for faults of which {nameof(ChaosOptions.Faults)} has none, or, on a running tree, some supervisor would give up "
        + $"of whomever a kill met. Correct these, raise the supervisors' intensity, or set {nameof(ChaosOptions.StaysWithinIntensity)} to false.");

    internal static ChaosOptions Checked(ChaosOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Plans, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LoadProcesses, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.SettlesWithin, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.RecoversWithin, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.For ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(options));
        return options;
    }

    internal static ArgumentOutOfRangeException WrongDensity(double density, string parameter) => new(
        parameter, string.Create(CultureInfo.InvariantCulture, $"The density was {density}; must be from 0 to 1."));

    internal static FaultTrigger Checked(FaultTrigger trigger, string parameter)
    {
        if (trigger.Times < 0 || trigger.AfterHits < 0)
        {
            throw new ArgumentOutOfRangeException(parameter, string.Create(
                CultureInfo.InvariantCulture, $"Times was {trigger.Times} and AfterHits {trigger.AfterHits}; each must be 0 or more."));
        }

        if (trigger.Probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(parameter, string.Create(
                CultureInfo.InvariantCulture, $"Probability was {trigger.Probability}; must be from 0 to 1."));
        }

        return trigger.For < TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(parameter, string.Create(CultureInfo.InvariantCulture, $"For was {trigger.For}; must be zero or more, or null for ever."))
            : trigger;
    }
}
