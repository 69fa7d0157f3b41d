namespace Supervision.Conformance.Replay;

/// <summary>What a scripted process throws.</summary>
internal sealed class ScriptException(string word) : Exception($"scripted: {word}")
{
    internal string Word => word;
}
