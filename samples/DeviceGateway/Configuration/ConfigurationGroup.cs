namespace DeviceGateway;

/// <summary>The group <c>config</c>: whoever depends on the configuration joins it, and hears of each change once.</summary>
internal sealed class ConfigurationGroup
{
    public const string Name = "config";
    private ProcessGroups<string>? _groups;

    /// <summary>The calling process hears of changes from now on, as long as it lives.</summary>
    public void Join(ProcessContext context) => In(context.Runtime).Join(context, Name);

    /// <summary>Tells everybody.</summary>
    /// <returns>How many have it.</returns>
    public int Publish(ProcessRuntime runtime, ConfigurationChanged changed) => In(runtime).Publish(Name, changed);

    /// <summary>Who hears of changes.</summary>
    public IReadOnlyList<Pid> Members(ProcessRuntime runtime) => In(runtime).Members(Name);

    // The tree is declared before the runtime is there.
    private ProcessGroups<string> In(ProcessRuntime runtime) => LazyInitializer.EnsureInitialized(ref _groups, () => new ProcessGroups<string>(runtime));
}
