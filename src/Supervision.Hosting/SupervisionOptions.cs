namespace Supervision.Hosting;

/// <summary>Limits and times of the supervision tree that operations may change without a new build. The shape of the tree is not among them.</summary>
/// <remarks>
/// <para>Read once, when the tree is first needed, from the section <c>Supervision</c> of the configuration, then changed by
/// <c>services.Configure&lt;SupervisionOptions&gt;</c>. A key that does not exist, a value that is out of its range and a path that is not in
/// the tree stop the host's start with an <c>OptionsValidationException</c> that names each of them.</para>
/// <para>Times are written as <c>hh:mm:ss</c>, and no limit as <c>infinite</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// "Supervision": {
///   "CallTimeout": "00:00:02",
///   "Supervisors": { "root/ingest": { "MaxRestarts": 10, "Period": "00:01:00" } },
///   "Children": { "root/ingest/orders": { "Shutdown": "00:00:20", "Backoff": { "Min": "00:00:01", "Max": "00:00:30" } } }
/// }
/// </code>
/// </example>
public sealed class SupervisionOptions
{
    /// <summary>Overrules <see cref="ProcessRuntimeOptions.CallTimeout"/>; zero or more, or infinite. Null, the default, for not.</summary>
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Overrules <see cref="ProcessRuntimeOptions.AbandonAfter"/>; zero or more, or infinite. Null, the default, for not.</summary>
    public TimeSpan? AbandonAfter { get; set; }

    /// <summary>Overrules <see cref="ProcessRuntimeOptions.CallCycles"/>; null, the default, for not.</summary>
    public CallCyclePolicy? CallCycles { get; set; }

    /// <summary>Overrules <see cref="SupervisionTree.OnRootExit"/>; null, the default, for not.</summary>
    public RootExit? OnRootExit { get; set; }

    /// <summary>Whether the declared tree is logged when it has started. True by default.</summary>
    public bool LogTree { get; set; } = true;

    /// <summary>How long after a restart a child counts as stable, for readiness. One second by default; zero for at once. Infinite is not allowed.</summary>
    public TimeSpan StableAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Limits of supervisors, by their path in the tree. Empty by default.</summary>
    public IDictionary<string, SupervisorLimits> Supervisors { get; } = new Dictionary<string, SupervisorLimits>(StringComparer.Ordinal);

    /// <summary>Times of children, by their path in the tree. Empty by default.</summary>
    public IDictionary<string, ChildLimits> Children { get; } = new Dictionary<string, ChildLimits>(StringComparer.Ordinal);

    /// <summary>What the configuration says that cannot be read.</summary>
    internal List<string> Mistakes { get; } = [];

    /// <summary>The limits of one supervisor. Null, the default of each, leaves what is declared.</summary>
    public sealed class SupervisorLimits
    {
        /// <summary>As <see cref="SupervisorOptions.MaxRestarts"/>; 0 or more.</summary>
        public int? MaxRestarts { get; set; }

        /// <summary>As <see cref="SupervisorOptions.Period"/>; more than zero. Infinite is not allowed.</summary>
        public TimeSpan? Period { get; set; }

        /// <summary>As <see cref="SupervisorOptions.MaxChildren"/>, of a dynamic supervisor; 0 or more.</summary>
        public int? MaxChildren { get; set; }
    }

    /// <summary>The times of one child. Null, the default of each, leaves what is declared.</summary>
    public sealed class ChildLimits
    {
        /// <summary>As <see cref="ChildSpec.Shutdown"/>; in configuration a time, <c>infinite</c> or <c>kill</c>.</summary>
        public Shutdown? Shutdown { get; set; }

        /// <summary>As <see cref="ChildSpec.StartTimeout"/>; more than zero. Infinite is not allowed.</summary>
        public TimeSpan? StartTimeout { get; set; }

        /// <summary>As <see cref="ChildSpec.Backoff"/>; in configuration a section with <c>Min</c> and <c>Max</c> and, if wanted, <c>Factor</c> and
        /// <c>Jitter</c>.</summary>
        public Backoff? Backoff { get; set; }
    }
}
