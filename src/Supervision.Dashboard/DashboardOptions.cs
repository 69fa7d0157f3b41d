using Supervision.Dashboard.DeadLetters;

namespace Supervision.Dashboard;

/// <summary>What the dashboard shows, and what it lets people do.</summary>
/// <remarks><para><b>From:</b> the function given to <c>MapSupervision</c>; read once, when that has returned.</para></remarks>
public sealed class DashboardOptions
{
    internal DashboardOptions()
    {
    }

    /// <summary>The runtime to show; null, the default, for that of <c>AddSupervision</c>. Set <see cref="Root"/> with it.</summary>
    public ProcessRuntime? Runtime { get; set; }

    /// <summary>The topmost supervisor to show, asked for at each look; null, the default, for the root of <c>AddSupervision</c>.</summary>
    public Func<SupervisorRef>? Root { get; set; }

    /// <summary>Whether anybody may look, without being authorized. False by default: then the default policy of the program's authorization must be met, and
    /// mapping fails in a program that has none.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Whether processes can be killed and restarted, and dead letters dropped, held and requeued. False by default: those requests are refused.</summary>
    public bool AllowActions { get; set; }

    /// <summary>The authorization policy that must be met for actions, besides the one for looking; null, the default, for none. Cannot go with
    /// <see cref="AllowAnonymous"/>.</summary>
    public string? ActionPolicy { get; set; }

    /// <summary>How many looks at the tree are taken in a second at most, however many people look; 4 by default, from 1 to 20. A tree that takes
    /// long to look at is looked at less often, so that looking takes a fifth of the time at most. Nobody looks: none.</summary>
    public int MaxLooksPerSecond { get; set; } = 4;

    /// <summary>How many children of one supervisor are shown at a time; 100 by default, from 10 to 500.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>How many pages can be open at the same time; 50 by default, at least 1. Further ones are refused.</summary>
    public int MaxViewers { get; set; } = 50;

    internal List<DeadLetterSource> Queues { get; } = [];

    /// <summary>Shows a queue of dead letters.</summary>
    /// <typeparam name="T">The type of its messages.</typeparam>
    /// <param name="name">The name of the queue, as given to <see cref="DeadLetterQueue.Child"/>; nobody needs to hold it yet.</param>
    /// <param name="describe">What is shown of a message; null, the default, for its type only, because messages may hold what not everybody
    /// should read. What it throws is shown in place of the message.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public void ShowDeadLetters<T>(string name, Func<T, string>? describe = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Queues.Add(new DeadLetterSource<T>(name, describe));
    }
}
