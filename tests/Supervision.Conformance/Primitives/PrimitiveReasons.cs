using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Primitives;

/// <summary>Exit reasons as programs write them.</summary>
internal static class PrimitiveReasons
{
    internal static ExitReason Parse(string text) => text switch
    {
        "normal" => ExitReason.Normal,
        "shutdown" => ExitReason.Shutdown,
        "kill" => ExitReason.Kill,
        "killed" => ExitReason.Killed,
        "noproc" => ExitReason.NoProcess,
        _ when Reasons.HasForm(text, "shutdown") => new ExitReason.ShutdownWith(Reasons.Inner(text)),
        _ when text[^1] == ')' => new ExitReason.Custom(text[..text.IndexOf('(', StringComparison.Ordinal)], Reasons.Inner(text)),
        _ => new ExitReason.Custom(text),
    };

    internal static string Format(ExitReason reason) => reason is ExitReason.Crashed { Error: ScriptException script } ? $"crash({script.Word})" : reason.ToString();
}
