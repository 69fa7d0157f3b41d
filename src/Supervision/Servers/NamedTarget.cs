namespace Supervision.Servers;

/// <summary>What a name-bound reference points at.</summary>
internal sealed class NamedTarget(ProcessRuntime runtime, string name)
{
    internal ProcessRuntime Runtime => runtime;

    internal string Name => name;
}
