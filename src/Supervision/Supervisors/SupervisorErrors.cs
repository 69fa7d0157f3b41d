using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Supervision.Supervisors;

/// <summary>The texts of this layer.</summary>
internal static class SupervisorErrors
{
    internal static string Describe(SpecError error) => error switch
    {
        SpecError.InvalidStrategy e => $"Strategy was {e.Value}; must be one of {Names<RestartStrategy>()}.",
        SpecError.InvalidMaxRestarts e => Text($"MaxRestarts was {e.Value}; must be 0 or more."),
        SpecError.InvalidPeriod e => Text($"Period was {e.Value.TotalSeconds} s; must be more than 0. For no limit raise MaxRestarts."),
        SpecError.InvalidAutoShutdown e => $"AutoShutdown was {e.Value}; must be one of {Names<AutoShutdown>()}.",
        SpecError.InvalidMaxChildren e => Text($"MaxChildren was {e.Value}; must be 0 or more, or null for no limit."),
        SpecError.MaxChildrenNotDynamic e =>
            Text($"MaxChildren was {e.Value}; must be null unless Strategy is SimpleOneForOne. Count declared children yourself."),
        SpecError.WrongTemplateCount e =>
            Text($"Children had {e.Count} specifications; SimpleOneForOne must have exactly one. Add children with StartChildAsync."),
        SpecError.MissingSpec => "A child was null; must be a ChildSpec.",
        SpecError.MissingId => "A child's Id was null or empty; must be a text that no sibling has.",
        SpecError.MissingStart e => $"Start of child '{e.ChildId}' was null; must be a function. ChildSpec.Server and ChildSpec.Process make one.",
        SpecError.InvalidRestart e => $"Restart of child '{e.ChildId}' was {e.Value}; must be one of {Names<Restart>()}.",
        SpecError.SignificantNeverMatters e =>
            $"Significant of child '{e.ChildId}' was true; must be false while its supervisor's AutoShutdown is Never. Set AutoShutdown.",
        SpecError.SignificantPermanent e =>
            $"Significant of child '{e.ChildId}' was true; must be false for a Permanent child. Make it Transient or Temporary.",
        SpecError.InvalidType e => $"Type of child '{e.ChildId}' was {e.Value}; must be one of {Names<ChildType>()}.",
        SpecError.InvalidShutdown e => Text(
            $"Shutdown of child '{e.ChildId}' was {e.Value.TotalMilliseconds} ms; must be 0 or more. For no limit use Shutdown.Infinite."),
        SpecError.InvalidStartTimeout e => Text(
            $"StartTimeout of child '{e.ChildId}' was {e.Value.TotalMilliseconds} ms; must be more than 0, or null for no limit."),
        SpecError.InvalidTags e => $"Tags of child '{e.ChildId}' were null or held null; must be a list of texts. Leave it out for none.",
        SpecError.DuplicateChildId e =>
            $"Child '{e.ChildId}' already exists in this supervisor. Give one a different Id: spec with {{ Id = \"{e.ChildId}-2\" }}.",
        _ => throw new UnreachableException(),
    };

    internal static string Describe(IReadOnlyList<SupervisorSpecException.Mistake> mistakes)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"The supervision tree has {mistakes.Count} ");
        text.Append(mistakes.Count == 1 ? "mistake:" : "mistakes:");
        foreach (SupervisorSpecException.Mistake mistake in mistakes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Environment.NewLine}- {mistake.Path}: {mistake.Error.Message}");
        }

        return text.ToString();
    }

    /// <summary>What went wrong at the bottom of a failed start; null when that is no exception and no mistake.</summary>
    internal static Exception? CauseOf(StartResult result)
    {
        ExitReason? reason = (result as StartResult.Failed)?.Reason;
        while (reason is ExitReason.ShutdownWith(FailedToStartChild failed))
        {
            reason = failed.Reason;
        }

        return reason switch
        {
            ExitReason.Crashed crash => crash.Error,
            ExitReason.Custom(_, SpecError mistake) => new InvalidOperationException(mistake.Message),
            _ => null,
        };
    }

    internal static InvalidOperationException OwnsAlready(string path) => new(
        $"The start of {path} owns something already; a process has one owner. Give it one object that disposes of both.");

    internal static InvalidOperationException StartIsOver(string operation, string path) => new(
        $"{operation} was called after the start of {path} had ended; a StartContext is for its start function only. Use SupervisorRef.StartChildAsync.");

    private static string Names<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetNames<TEnum>());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
