namespace Supervision;

/// <summary>The flags of a supervisor: its strategy and how much failure it takes before it gives up.</summary>
/// <remarks>
/// <para>Values are checked when the tree is built and again when the supervisor starts, not when they are set.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> supervisor flags. Differs: three restarts by default (OTP: one), as in Elixir.</para>
/// </remarks>
public sealed record SupervisorOptions
{
    /// <summary>Which siblings are restarted together with a child. Default: <see cref="RestartStrategy.OneForOne"/>.</summary>
    public RestartStrategy Strategy { get; init; }

    /// <summary>How many restarts the supervisor makes within <see cref="Period"/>; one more makes it stop its children and exit with
    /// <see cref="ExitReason.Shutdown"/>. Zero or more; zero: the first crash ends it. Default: 3. A restart whose start fails counts,
    /// and so does each further attempt.</summary>
    public int MaxRestarts { get; init; } = 3;

    /// <summary>The length of the window in which restarts are counted; more than zero, not infinite. Default: 5 s. A restart that is
    /// exactly this old still counts.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the supervisor stops itself after its significant children. Default: <see cref="AutoShutdown.Never"/>.</summary>
    public AutoShutdown AutoShutdown { get; init; }

    /// <summary>How many children a <see cref="RestartStrategy.SimpleOneForOne"/> supervisor holds at most, restarting ones included;
    /// zero or more; null, the default, for no limit. A mistake with another strategy.</summary>
    public int? MaxChildren { get; init; }
}
