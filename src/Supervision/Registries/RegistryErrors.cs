namespace Supervision.Registries;

/// <summary>What is said of a wrong use of a registry.</summary>
internal static class RegistryErrors
{
    internal static ArgumentException OtherRuntime(Pid process, string parameter) => new(
        $"Process {process} belongs to another runtime than the registry, which holds processes of its own only. Make one registry for each runtime.",
        parameter);

    internal static InvalidOperationException LockedAlready(object key, Pid process) => new(
        $"Process {process} holds '{key}' already, or waits for it, and would wait for itself. Do both inside one LockAsync.");
}
