namespace Supervision.Conformance.Differential;

/// <summary>The words of scenarios that the generator chooses from.</summary>
internal static class Words
{
    internal const string Simple = "simple_one_for_one";

    internal static readonly string[] Strategies = ["one_for_one", "one_for_all", "rest_for_one"];

    internal static readonly string[] AllStrategies = [.. Strategies, Simple];

    internal static readonly string[] Restarts = ["permanent", "transient", "temporary"];

    internal static readonly string[] Reasons = ["normal", "shutdown", "shutdown(x)", "error(x)", "crash(x)", "killed"];

    internal static readonly string[] NormalReasons = ["normal", "shutdown", "shutdown(x)"];

    internal static readonly string[] AbnormalReasons = ["error(x)", "crash(x)", "killed"];

    internal static readonly string[] StopReasons = ["normal", "shutdown(bye)", "error(bye)", "crash(bye)", "shutdown"];

    internal static readonly string[] StartFailures =
        ["error(e)", "crash(e)", "throw(e)", "ignore", "normal", "shutdown", "shutdown(e)"];

    /// <summary>What a supervisor's start function can do by itself; a worker can do all of the above.</summary>
    internal static readonly string[] SupervisorStartFailures = ["ignore", "crash(s)", "throw(s)"];
}
