using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervision.Hosting.Program;
using Supervision.Hosting.Settings;

namespace Supervision.Hosting;

/// <summary>The program's supervision tree in its host: what was declared, what runs, and how it ended.</summary>
/// <remarks>
/// <para>A service of the container, there once <c>AddSupervision</c> was called. It belongs to the container, which disposes it.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> an application.</para>
/// </remarks>
[DebuggerDisplay("{Declared.Id,nq}, exit code {ExitCode}")]
public sealed class SupervisionHost : IAsyncDisposable
{
    private readonly SupervisionOptions _options;

    internal SupervisionHost(IServiceProvider services, Action<SupervisionTree, IServiceProvider> configure)
    {
        SupervisionTree tree = new();
        configure(tree, services);
        _options = services.GetRequiredService<IOptions<SupervisionOptions>>().Value;
        Declared = TreeLimits.Apply(tree.Root ?? throw HostingErrors.NoRoot(), _options);
        OnRootExit = _options.OnRootExit ?? tree.OnRootExit;
        ProcessRuntimeOptions options = new()
        {
            Services = services,
            LoggerFactory = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            Meter = services.GetService<IMeterFactory>()?.Create("Supervision"),
        };
        options = tree.Runtime?.Invoke(options) ?? options;
        Watch = new TreeWatch(Declared);
        Action<Report>? listener = options.OnReport;
        Runtime = new ProcessRuntime(options with
        {
            CallTimeout = _options.CallTimeout ?? options.CallTimeout,
            AbandonAfter = _options.AbandonAfter ?? options.AbandonAfter,
            CallCycles = _options.CallCycles ?? options.CallCycles,
            OnReport = Hear,
        });

        void Hear(Report report)
        {
            Watch.Hear(report, Runtime!.Time.GetTimestamp()); // no process reports before there is a runtime
            listener?.Invoke(report);
        }
    }

    /// <summary>The tree as it is declared, with the limits of the configuration.</summary>
    public SupervisorSpec Declared { get; }

    /// <summary>The runtime that it runs on.</summary>
    public ProcessRuntime Runtime { get; }

    /// <summary>The root supervisor; before the start as one that has ended.</summary>
    public SupervisorRef Root { get; private set; }

    /// <summary>Why the root ended by itself; null while it runs, before it does, and when the host stopped it.</summary>
    public ExitReason? RootExitReason { get; private set; }

    /// <summary>The last crash that was reported; null for none.</summary>
    public Report.ProcessCrashed? LastCrash => Watch.LastCrash;

    /// <summary>What the program should exit with: 1 when the root ended by itself and <see cref="RootExit.StopHost"/> applies, otherwise 0.
    /// <see cref="Environment.ExitCode"/> is set to it too, for programs whose <c>Main</c> returns nothing.</summary>
    public int ExitCode => RootExitReason is not null && OnRootExit == RootExit.StopHost ? 1 : 0;

    internal RootExit OnRootExit { get; }

    internal bool LogsTree => _options.LogTree;

    internal TimeSpan StableAfter => _options.StableAfter;

    /// <summary>Hears what happens to the tree.</summary>
    internal TreeWatch Watch { get; }

    /// <summary>Looks at the running tree.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>As <see cref="TreeSnapshot.TakeAsync"/>.</returns>
    /// <exception cref="InvalidOperationException">The tree has not been started.</exception>
    /// <exception cref="CallFailedException">The root does not run any more.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<TreeSnapshot> TakeSnapshotAsync(CancellationToken cancellationToken = default) =>
        Root == default ? throw HostingErrors.NotStarted() : TreeSnapshot.TakeAsync(Root, null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    internal async Task StartAsync()
    {
        try
        {
            Root = await Runtime.StartSupervisorAsync(Declared).ConfigureAwait(false);
            Watch.RootStarted(Root.Pid);
        }
        catch (StartFailedException failed)
        {
            throw TreeStartException.For(Declared.Id, failed);
        }
    }

    internal void RootEnded(ExitReason reason) => RootExitReason = reason;
}
