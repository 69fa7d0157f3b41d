namespace Supervision.Trees;

/// <summary>Nodes made of specifications.</summary>
internal static class DeclaredTree
{
    /// <summary>A declared tree as it is right after its start.</summary>
    internal static TreeEntry Started(SupervisorSpec spec) => Begun(Root(spec, spec.Id));

    /// <summary>A supervisor that nothing in the snapshot supervises, before its start.</summary>
    internal static TreeEntry Root(SupervisorSpec spec, string path) => new(path, spec.Id)
    {
        Name = spec.Name,
        Restart = Restart.Temporary,
        Shutdown = Shutdown.Infinite,
        Type = ChildType.Supervisor,
        Supervisor = Part(spec, path),
    };

    /// <summary>A child before its start.</summary>
    internal static TreeEntry Child(ChildSpec spec, string parent, string id)
    {
        string path = $"{parent}/{id}";
        return new TreeEntry(path, id)
        {
            Name = spec.Supervisor?.Name,
            Restart = spec.Restart,
            Shutdown = spec.EffectiveShutdown,
            Significant = spec.Significant,
            HasBackoff = spec.Backoff is not null,
            Type = spec.Type,
            Tags = [.. spec.Tags],
            Supervisor = spec.Supervisor is { } nested ? Part(nested, path) : null,
            IsOpaque = spec is { Type: ChildType.Supervisor, Supervisor: null },
        };
    }

    /// <summary>The node after a start that went well: a supervisor with its declared children, and they with theirs.</summary>
    internal static TreeEntry Begun(TreeEntry node) => node with
    {
        Status = ChildInfo.State.Running,
        Incarnation = 1,
        Supervisor = node.Supervisor is { } part
            ? part with { Children = part.IsDynamic ? [] : [.. part.Declared.Select(Begun)], RestartAges = [] }
            : null,
    };

    private static TreeEntry.SupervisorPart Part(SupervisorSpec spec, string path) =>
        new(spec.Options, [], [.. spec.Children.Select(child => Child(child, path, child.Id))], []);
}
