using System.Diagnostics;
using Supervision.Applications;

namespace Supervision;

/// <summary>The applications of a program, as one tree: each a subtree with its name, in an order in which those that others depend on come first.</summary>
/// <example>A shop on a storage that a library brings along:
/// <code>
/// SupervisedApplication storage = new("storage", Supervisor.OneForOne("storage", s => s.Server("disk", () => new Counter())));
/// SupervisedApplication shop = new("shop", Supervisor.OneForOne("shop", s => s.Server("till", () => new Counter())))
/// {
///     Type = ApplicationType.Permanent,
///     DependsOn = [storage],
/// };
/// ApplicationSet program = new("program", [shop]);
/// await test.StartSupervisedAsync(program.Spec);
///
/// await program.StopAsync(test.Runtime, "shop");
/// IReadOnlyList&lt;string> started = await program.StartAsync(test.Runtime, "shop");
/// </code></example>
/// <remarks>
/// <para>When one does not start, those that were started before are stopped again, last first, and the set does not start. Stopped, it stops them in
/// the reverse order, one after the other. An application that ends by itself is not restarted; what follows is its
/// <see cref="SupervisedApplication.Type"/>. When that means all, the set ends with <see cref="ExitReason.Shutdown"/>: as the root of a program, that is the
/// program's end.</para>
/// <para>The object holds nothing that changes: it may be used for several runtimes.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> application_controller, for what a program composes. Differs: no environment, no release files.</para>
/// </remarks>
[DebuggerDisplay("{Spec.Id,nq}: {Applications.Count} applications")]
public sealed class ApplicationSet
{
    private const string Controller = "application controller";

    /// <summary>Composes applications.</summary>
    /// <param name="id">The id of the tree, and the name under which it is reached.</param>
    /// <param name="applications">The applications; what they depend on is added.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty, or two different applications have one name.</exception>
    /// <exception cref="SupervisorSpecException">A tree has mistakes; it holds all of them.</exception>
    public ApplicationSet(string id, IEnumerable<SupervisedApplication> applications)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(applications);
        Applications = InOrder(applications);
        Spec = Supervisor.OneForOne(id, builder =>
        {
            builder.AutoShutdown(AutoShutdown.AnySignificant)
                .Server(
                    Controller, () => new ApplicationController(this), new ServerOptions { Name = id },
                    static child => child with { Restart = Restart.Temporary, Significant = true });
            foreach (SupervisedApplication application in Applications)
            {
                builder.Child(ChildOf(application));
            }
        });
    }

    /// <summary>All applications, in the order in which they start.</summary>
    public IReadOnlyList<SupervisedApplication> Applications { get; }

    /// <summary>The tree.</summary>
    public SupervisorSpec Spec { get; }

    /// <summary>Starts an application that does not run, and before it what it depends on and does not run.</summary>
    /// <param name="runtime">Where the set runs.</param>
    /// <param name="name">The application.</param>
    /// <param name="cancellationToken">Abandons the wait; the applications may still be started.</param>
    /// <returns>Completes with the names of those that were started, in that order; none when all run.</returns>
    /// <exception cref="ArgumentException">The set has no such application.</exception>
    /// <exception cref="StartFailedException">One did not start; those that were started before it for this are stopped again.</exception>
    /// <exception cref="CallFailedException">The set does not run, or ended meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> application:ensure_all_started/1; no difference.</para></remarks>
    public Task<IReadOnlyList<string>> StartAsync(ProcessRuntime runtime, string name, CancellationToken cancellationToken = default) =>

        // Not an async method: the task must complete where the start is decided, so that a test's virtual run sees it.
        For(runtime).CallAsync(new ApplicationRequest.Start(Find(name)), Timeout.InfiniteTimeSpan, cancellationToken).AsTask().ContinueWith(
            static start => start.GetAwaiter().GetResult() is var (started, failed, result) && failed is null
                ? started
                : throw new StartFailedException(
                    $"Application '{start.Result.Failed}'",
                    new StartResult.Failed((start.Result.Result as ChildResult.Failed)?.Reason ?? new ExitReason.Custom("not_started", start.Result.Result))),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Stops one application, on purpose: nothing follows from its type, and those that depend on it are not stopped.</summary>
    /// <param name="runtime">Where the set runs.</param>
    /// <param name="name">The application.</param>
    /// <param name="cancellationToken">Abandons the wait; the application is stopped nevertheless.</param>
    /// <returns>Completes when it is gone: false when it did not run.</returns>
    /// <exception cref="ArgumentException">The set has no such application.</exception>
    /// <exception cref="CallFailedException">The set does not run, or ended meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> application:stop/1; no difference.</para></remarks>
    public Task<bool> StopAsync(ProcessRuntime runtime, string name, CancellationToken cancellationToken = default) =>
        For(runtime).CallAsync(new ApplicationRequest.Stop(Find(name)), Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>Each after what it depends on; of the others the given order.</summary>
    internal static IReadOnlyList<SupervisedApplication> InOrder(IEnumerable<SupervisedApplication> applications)
    {
        List<SupervisedApplication> order = [];
        foreach (SupervisedApplication application in applications)
        {
            Add(application);
        }

        return order;

        void Add(SupervisedApplication application)
        {
            if (order.Find(other => other.Name == application.Name) is { } known)
            {
                if (!ReferenceEquals(known, application))
                {
                    throw ApplicationErrors.Different(application.Name, nameof(applications));
                }

                return;
            }

            foreach (SupervisedApplication needed in application.DependsOn)
            {
                Add(needed);
            }

            order.Add(application);
        }
    }

    /// <summary>The application as a child, whose starts are told to the controller.</summary>
    internal ChildSpec ChildOf(SupervisedApplication application) => ChildSpec.Nested(application.Tree with { Id = application.Name }) with
    {
        Restart = Restart.Temporary,
        Start = async context =>
        {
            StartResult result = await context.StartSupervisorAsync(application.Tree with { Id = application.Name }).ConfigureAwait(true); // in the set's process
            if (result is StartResult.Started started)
            {
                For(context.Runtime).Cast(new ApplicationRequest.Started(application, started.Pid));
            }

            return result;
        },
    };

    private ServerRef<ApplicationRequest> For(ProcessRuntime runtime) => ServerRef<ApplicationRequest>.ForName(runtime, Spec.Id);

    private SupervisedApplication Find(string name) =>
        Applications.FirstOrDefault(application => application.Name == name) ?? throw ApplicationErrors.Unknown(name, Spec.Id);
}
