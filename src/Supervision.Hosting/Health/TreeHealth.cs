using System.Globalization;
using Supervision.Hosting.Program;

namespace Supervision.Hosting.Health;

/// <summary>What is wrong with the tree, as of this moment. Nothing is asked of any process.</summary>
/// <remarks>
/// <code>
/// a declared child                                    is
/// lives, and was not restarted lately                 well
/// lives, and was restarted within StableAfter         unstable
/// has no process, and is permanent                    down
/// has no process, and its end was no orderly one      down
/// has no process otherwise, or never had one          well: it has done its work, or chose not to run
/// is below one that has no process                    not looked at; if it gates readiness, so does that one
/// </code>
/// </remarks>
internal sealed class TreeHealth
{
    private TreeHealth(List<string> gating, List<string> others) => (Gating, Others) = (gating, others);

    /// <summary>What is wrong with children that gate readiness.</summary>
    internal IReadOnlyList<string> Gating { get; }

    /// <summary>What is wrong with others.</summary>
    internal IReadOnlyList<string> Others { get; }

    internal static TreeHealth Of(SupervisionHost host)
    {
        List<string> gating = [];
        List<string> others = [];
        string? gone = null;
        foreach (TreeWatch.Watched child in host.Watch.Children)
        {
            if (gone is not null && child.Path.StartsWith(gone, StringComparison.Ordinal))
            {
                continue;
            }

            TreeWatch.ChildState state = child.State;
            bool lives = state.Process.IsAlive;
            gone = lives ? null : $"{child.Path}/";
            if (Complaint(host, child, state, lives) is { } complaint)
            {
                bool gates = child.Gates || (gone is not null && host.Watch.Children.Any(below => below.Gates && below.Path.StartsWith(gone, StringComparison.Ordinal)));
                (gates ? gating : others).Add(complaint);
            }
        }

        return new TreeHealth(gating, others);
    }

    private static string? Complaint(SupervisionHost host, TreeWatch.Watched child, TreeWatch.ChildState state, bool lives)
    {
        TimeSpan age = host.Runtime.Time.GetElapsedTime(state.Since);
        string restarts = state.Starts switch
        {
            <= 1 => "no restart so far",
            2 => "1 restart",
            _ => string.Create(CultureInfo.InvariantCulture, $"{state.Starts - 1} restarts"),
        };
        if (lives)
        {
            return state.Starts > 1 && age < host.StableAfter
                ? string.Create(CultureInfo.InvariantCulture, $"{child.Path} is unstable ({restarts}, the last {age.TotalSeconds:0.0} s ago)")
                : null;
        }

        bool isDown = state.Starts > 0 && (child.Restart == Restart.Permanent || state.Trouble is not null);
        if (!isDown)
        {
            return null;
        }

        // What was said then may name a time that has begun to run down.
        TimeSpan said = host.Runtime.Time.GetElapsedTime(state.TroubledAt);
        return state.Trouble is { } trouble
            ? string.Create(CultureInfo.InvariantCulture, $"{child.Path} is down ({restarts}). {said.TotalSeconds:0.0} s ago: {trouble}")
            : $"{child.Path} is down ({restarts}): stopped";
    }
}
