namespace Supervision.Conformance.Replay;

/// <summary>Exit reasons as the traces write them.</summary>
internal static class Reasons
{
    internal static bool HasForm(string text, string form) =>
        text.Length > form.Length + 1 && text.StartsWith(form, StringComparison.Ordinal) && text[form.Length] == '(' && text[^1] == ')';

    internal static bool IsReason(string text) =>
        text is "normal" or "shutdown" or "killed" or "noproc" || HasForm(text, "shutdown") || HasForm(text, "error") || HasForm(text, "crash");

    /// <summary>What is between the parentheses.</summary>
    internal static string Inner(string text) => text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..^1];

    internal static ExitReason Parse(string text) => text switch
    {
        "normal" => ExitReason.Normal,
        "shutdown" => ExitReason.Shutdown,
        "killed" => ExitReason.Killed,
        "noproc" => ExitReason.NoProcess,
        _ when HasForm(text, "shutdown") => new ExitReason.ShutdownWith(Inner(text)),
        _ when HasForm(text, "crash") => new ExitReason.Crashed(new ScriptException(Inner(text))),
        _ => new ExitReason.Custom("error", Inner(text)),
    };

    internal static string Format(ExitReason reason) => reason switch
    {
        ExitReason.ShutdownWith { Detail: FailedToStartChild failed } =>
            $"shutdown(failed_to_start_child({failed.ChildId},{Format(failed.Reason)}))",
        ExitReason.Crashed { Error: ScriptException script } => $"crash({script.Word})",
        _ => reason.ToString(),
    };
}
