using Microsoft.Extensions.Options;

namespace Supervision.Hosting.Settings;

/// <summary>Puts limits of the configuration into a declared tree. Its shape stays as it is.</summary>
internal sealed class TreeLimits(SupervisionOptions options)
{
    private readonly HashSet<string> _supervisors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _children = new(StringComparer.Ordinal);

    /// <exception cref="OptionsValidationException">A path is not in the tree, or a limit is a mistake there; it holds all of them.</exception>
    internal static SupervisorSpec Apply(SupervisorSpec declared, SupervisionOptions options)
    {
        TreeLimits limits = new(options);
        SupervisorSpec changed = limits.Changed(declared, declared.Id);
        List<string> mistakes =
        [
            .. Strays("Supervisors", options.Supervisors.Keys, limits._supervisors),
            .. Strays("Children", options.Children.Keys, limits._children),
            .. changed.FindMistakes().Select(static mistake => $"{mistake.Path}: {mistake.Error.Message}"),
        ];
        return mistakes.Count == 0 ? changed : throw new OptionsValidationException(Options.DefaultName, typeof(SupervisionOptions), mistakes);
    }

    private static IEnumerable<string> Strays(string section, IEnumerable<string> paths, HashSet<string> known) => paths
        .Where(path => !known.Contains(path))
        .Select(path => $"{SettingsReader.Section}:{section} had '{path}', which is not in the tree; must be one of {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    private SupervisorSpec Changed(SupervisorSpec spec, string path)
    {
        _supervisors.Add(path);
        SupervisorOptions flags = spec.Options;
        if (options.Supervisors.TryGetValue(path, out SupervisionOptions.SupervisorLimits? limits))
        {
            flags = flags with
            {
                MaxRestarts = limits.MaxRestarts ?? flags.MaxRestarts,
                Period = limits.Period ?? flags.Period,
                MaxChildren = limits.MaxChildren ?? flags.MaxChildren,
            };
        }

        List<ChildSpec> children = [.. spec.Children.Select(child => Changed(child, $"{path}/{child.Id}"))];
        bool isAsDeclared = ReferenceEquals(flags, spec.Options) && children.Zip(spec.Children).All(static pair => ReferenceEquals(pair.First, pair.Second));
        return isAsDeclared ? spec : spec with { Options = flags, Children = children };
    }

    private ChildSpec Changed(ChildSpec child, string path)
    {
        _children.Add(path);
        if (child.Supervisor is { } nested)
        {
            // A start function of the user's is kept as long as nothing below it changes.
            SupervisorSpec changed = Changed(nested, path);
            if (!ReferenceEquals(changed, nested))
            {
                child = child with { Supervisor = changed, Start = context => context.StartSupervisorAsync(changed) };
            }
        }

        return options.Children.TryGetValue(path, out SupervisionOptions.ChildLimits? limits)
            ? child with
            {
                Shutdown = limits.Shutdown ?? child.Shutdown,
                StartTimeout = limits.StartTimeout ?? child.StartTimeout,
                Backoff = limits.Backoff ?? child.Backoff,
            }
            : child;
    }
}
