using System.Globalization;

namespace Supervision.Testing.Faults;

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
