using Supervision;

namespace ItemsApi;

/// <summary>Says which child did not start and why.</summary>
internal static class StartFailure
{
    /// <summary>The path of the child and its own words.</summary>
    public static string Describe(StartResult result)
    {
        if (result is not StartResult.Failed(var reason))
        {
            return $"{result}";
        }

        var path = new List<string>();
        while (reason is ExitReason.ShutdownWith(FailedToStartChild failed))
        {
            path.Add(failed.ChildId);
            reason = failed.Reason;
        }

        string why = reason switch
        {
            ExitReason.Crashed(var error) => error.Message,
            ExitReason.Custom(_, string detail) => detail,
            _ => reason.ToString(),
        };
        return path.Count == 0 ? why : $"{string.Join('/', path)}: {why}";
    }
}
