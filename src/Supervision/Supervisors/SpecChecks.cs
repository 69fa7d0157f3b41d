namespace Supervision.Supervisors;

/// <summary>Finds the mistakes of specifications, in OTP's order.</summary>
internal static class SpecChecks
{
    /// <summary>The mistakes of the flags alone.</summary>
    internal static IEnumerable<SpecError> Flags(SupervisorOptions options)
    {
        if (options.Strategy is < RestartStrategy.OneForOne or > RestartStrategy.SimpleOneForOne)
        {
            yield return new SpecError.InvalidStrategy(options.Strategy);
        }

        if (options.MaxRestarts < 0)
        {
            yield return new SpecError.InvalidMaxRestarts(options.MaxRestarts);
        }

        if (options.Period <= TimeSpan.Zero)
        {
            yield return new SpecError.InvalidPeriod(options.Period);
        }

        if (options.AutoShutdown is < AutoShutdown.Never or > AutoShutdown.AllSignificant)
        {
            yield return new SpecError.InvalidAutoShutdown(options.AutoShutdown);
        }

        if (options.MaxChildren is < 0)
        {
            yield return new SpecError.InvalidMaxChildren(options.MaxChildren.Value);
        }

        if (options is { MaxChildren: not null, Strategy: not RestartStrategy.SimpleOneForOne })
        {
            yield return new SpecError.MaxChildrenNotDynamic(options.MaxChildren.Value);
        }
    }

    /// <summary>The mistakes of one child that need no look at its siblings.</summary>
    internal static IEnumerable<SpecError> Child(ChildSpec? spec, AutoShutdown autoShutdown)
    {
        if (spec is null)
        {
            return [new SpecError.MissingSpec()];
        }

        return string.IsNullOrEmpty(spec.Id) ? [new SpecError.MissingId()] : Identified(spec, autoShutdown);
    }

    /// <summary>The mistakes of a list of children, each child's own before its duplicate id.</summary>
    internal static IEnumerable<SpecError> Children(IReadOnlyList<ChildSpec> children, AutoShutdown autoShutdown)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ChildSpec? child in children)
        {
            foreach (SpecError error in Child(child, autoShutdown))
            {
                yield return error;
            }

            if (!string.IsNullOrEmpty(child?.Id) && !seen.Add(child.Id))
            {
                yield return new SpecError.DuplicateChildId(child.Id);
            }
        }
    }

    /// <summary>The reason with which a supervisor refuses to start; null when there is no mistake.</summary>
    internal static ExitReason? StartFailure(SupervisorSpec spec)
    {
        if (Flags(spec.Options).FirstOrDefault() is { } flag)
        {
            return new ExitReason.Custom("supervisor_data", flag);
        }

        if (HasWrongTemplate(spec))
        {
            return new ExitReason.Custom("bad_start_spec", spec.Children.Count);
        }

        return Children(spec.Children, spec.Options.AutoShutdown).FirstOrDefault() is { } child
            ? new ExitReason.Custom("start_spec", child)
            : null;
    }

    /// <summary>The mistakes of a supervisor and of all that are declared below it, depth first.</summary>
    internal static List<SupervisorSpecException.Mistake> Tree(SupervisorSpec spec)
    {
        List<SupervisorSpecException.Mistake> found = [];
        Stack<(string Path, SupervisorSpec Spec)> open = new([(spec.Id, spec)]);
        while (open.TryPop(out (string Path, SupervisorSpec Spec) next))
        {
            found.AddRange(Supervisor(next.Spec).Select(error => new SupervisorSpecException.Mistake(next.Path, error)));
            foreach (ChildSpec? child in next.Spec.Children.Reverse())
            {
                if (child?.Supervisor is { } nested)
                {
                    open.Push(($"{next.Path}/{child.Id}", nested));
                }
            }
        }

        return found;
    }

    private static IEnumerable<SpecError> Supervisor(SupervisorSpec spec)
    {
        foreach (SpecError error in Flags(spec.Options))
        {
            yield return error;
        }

        if (HasWrongTemplate(spec))
        {
            yield return new SpecError.WrongTemplateCount(spec.Children.Count);
        }

        foreach (SpecError error in Children(spec.Children, spec.Options.AutoShutdown))
        {
            yield return error;
        }
    }

    private static bool HasWrongTemplate(SupervisorSpec spec) =>
        spec.Options.Strategy == RestartStrategy.SimpleOneForOne && spec.Children.Count != 1;

    private static IEnumerable<SpecError> Identified(ChildSpec spec, AutoShutdown autoShutdown)
    {
        if (spec.Start is null)
        {
            yield return new SpecError.MissingStart(spec.Id);
        }

        if (spec.Restart is < Restart.Permanent or > Restart.Temporary)
        {
            yield return new SpecError.InvalidRestart(spec.Id, spec.Restart);
        }

        if (spec.Significant && autoShutdown == AutoShutdown.Never)
        {
            yield return new SpecError.SignificantNeverMatters(spec.Id);
        }

        if (spec.Significant && spec.Restart == Restart.Permanent)
        {
            yield return new SpecError.SignificantPermanent(spec.Id);
        }

        if (spec.Type is < ChildType.Worker or > ChildType.Supervisor)
        {
            yield return new SpecError.InvalidType(spec.Id, spec.Type);
        }

        if (spec.Shutdown?.Time < TimeSpan.Zero)
        {
            yield return new SpecError.InvalidShutdown(spec.Id, spec.Shutdown.Value.Time.GetValueOrDefault());
        }

        if (spec.StartTimeout <= TimeSpan.Zero)
        {
            yield return new SpecError.InvalidStartTimeout(spec.Id, spec.StartTimeout.Value);
        }

        if (spec.Tags is null || spec.Tags.Any(static tag => tag is null))
        {
            yield return new SpecError.InvalidTags(spec.Id);
        }
    }
}
