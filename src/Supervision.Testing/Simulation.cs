using System.Runtime.ExceptionServices;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Testing.Escapes;
using Supervision.Testing.Kit;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing;

/// <summary>
/// A runtime on one thread and a virtual clock: the same processes, servers and supervisors as in production, run step by step and the same way
/// every time.
/// </summary>
/// <remarks>
/// <para>Without a seed the process that has waited longest runs next: easy to follow. With a seed the order is drawn, as different threads
/// might produce it; the same seed gives the same order. Time moves only when asked to, or in <see cref="Run"/> when nothing else
/// can happen, and waiting costs nothing.</para>
/// <para>Nothing may leave the simulation's thread: no <c>Task.Run</c>, no real delays, no real I/O.</para>
/// <para><b>From:</b> one thread at a time.</para>
/// </remarks>
/// <example><code>
/// using var simulation = new Simulation();
/// simulation.Run(async context =>
/// {
///     ServerRef&lt;CounterMessage&gt; counter = await context.StartServerAsync(() => new Counter());
///     Assert.Equal(0, await counter.CallAsync(new CounterMessage.Get()));
/// });
/// </code></example>
public sealed partial class Simulation : IDisposable
{
    /// <summary>What the process is called in which a test's body runs.</summary>
    internal const string BodyLabel = "test body";

    private readonly SimulationOptions _options;
    private readonly EscapeWatch _watch;
    private readonly SimulationScheduler _scheduler;
    private readonly SimulationWorld _world;
    private readonly List<Report> _reports = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly List<(Pid Pid, ExitReason Reason)> _exits = [];
    private bool _disposed;

    /// <summary>Creates a simulation with a runtime of its own.</summary>
    /// <param name="seed">Which order to draw; null for the order in which processes became runnable.</param>
    /// <param name="options">Options of the runtime; null for the defaults. Its clock is always the simulation's.</param>
    public Simulation(ulong? seed = null, ProcessRuntimeOptions? options = null)
        : this(new SimulationOptions { Seed = seed, Runtime = options })
    {
    }

    /// <summary>Creates a simulation with a runtime of its own.</summary>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of the options is out of its range.</exception>
    public Simulation(SimulationOptions options)
        : this(options, null)
    {
    }

    internal Simulation(SimulationOptions options, SchedulePlan? plan)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSteps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Horizon, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.TimerRaces, nameof(options));
        ProcessErrors.CheckedTimeout(options.StuckAfter, nameof(options));
        ProcessErrors.CheckedTimeout(options.ExternalLimit, nameof(options));
        _options = options;
        KeepsOrigins = plan is null || plan.Trace is not null;
        _watch = new EscapeWatch(options);
        ProcessRuntimeOptions runtime = options.Runtime ?? new ProcessRuntimeOptions();
        _scheduler = new SimulationScheduler(Time, plan ?? SchedulePlan.Of(options), _watch);
        Seed = options.Seed;
        _world = CreateWorld(runtime);
        Runtime = new ProcessRuntime(runtime with
        {
            Time = null,
            AllowChaos = true,
            Scheduler = _scheduler,
            LoggerFactory = _world.Logs,
            OnReport = report =>
            {
                _reports.Add(report);
                _world.Observations.Add(report);
                runtime.OnReport?.Invoke(report);
            },
            OnDeadLetter = letter =>
            {
                _deadLetters.Add(letter);
                runtime.OnDeadLetter?.Invoke(letter);
            },
            OnEnded = (pid, reason) =>
            {
                _exits.Add((pid, reason));
                _scheduler.Ended(pid, reason);
                _watch.Origins?.Ended(pid.Target!);
                _world.Observations.AddEnd(pid, reason);
                OnExit?.Invoke(pid, reason);
            },
        });
    }

    /// <summary>The seed; null when the order is not drawn.</summary>
    public ulong? Seed { get; }

    /// <summary>The runtime. Its processes run only inside the methods of this object.</summary>
    public ProcessRuntime Runtime { get; }

    /// <summary>The clock.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>Everything reported so far, in order.</summary>
    public IReadOnlyList<Report> Reports => _reports;

    /// <summary>Every message that has reached nobody so far, in order.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters;

    /// <summary>Every process that has ended so far, in order, with its reason.</summary>
    public IReadOnlyList<(Pid Pid, ExitReason Reason)> Exits => _exits;

    /// <summary>Is told every end of a process as it happens; null for nobody.</summary>
    public Action<Pid, ExitReason>? OnExit { get; set; }

    /// <summary>How many steps were made so far.</summary>
    public long Steps => _scheduler.Steps;

    /// <summary>True for a run whose failure is read by a person, false for one of many.</summary>
    internal bool KeepsOrigins { get; }

    internal int ChooseValue(int count) => _scheduler.ChooseValue(count);

    /// <summary>Makes one step: one turn of one process or, when deliveries are steps, one delivery.</summary>
    /// <returns>False when nothing can happen without time passing.</returns>
    public bool Step() => OutsideOfProcesses(_scheduler.Step);

    /// <summary>Runs until nothing can happen any more without time passing.</summary>
    /// <exception cref="SimulationException">That is never so: processes keep each other busy for ever. Or code leaves the simulation.</exception>
    public void RunUntilIdle() => OutsideOfProcesses(() =>
    {
        long limit = _scheduler.Steps + _options.MaxSteps;
        while (_scheduler.Step())
        {
            if (_scheduler.Steps > limit)
            {
                throw Livelock();
            }
        }

        ThrowIfMessageChanged();
        return true;
    });

    /// <summary>Runs until nothing can happen any more at all: time passes to each pending timer in turn, until there is none.</summary>
    /// <param name="horizon">How much virtual time may pass; null for one hour. Infinite is not allowed: a periodic timer would never let
    /// the run end.</param>
    /// <exception cref="TimeoutException">Timers are pending beyond the horizon.</exception>
    public void RunUntilQuiet(TimeSpan? horizon = null)
    {
        TimeSpan limit = Time.Elapsed + (horizon ?? TimeSpan.FromHours(1));
        RunUntilIdle();
        while (Time.NextDue is { } due)
        {
            if (due > limit)
            {
                throw new TimeoutException($"Timers are pending beyond virtual time {limit}; the next is due at {due}. Raise the horizon, or use Advance.");
            }

            PassTime();
            RunUntilIdle();
        }
    }

    /// <summary>Lets time pass: every timer on the way fires at its own instant, and everything it causes is done before the next.</summary>
    /// <param name="time">How much; zero or more, not infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or infinite.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan target = Time.Elapsed + time;
        RunUntilIdle();
        while (PassOn(target))
        {
            RunUntilIdle();
        }

        Time.MoveTo(target);
    }

    /// <summary>Runs a test body as a process, until it has ended. Time passes by itself whenever nothing else can happen.</summary>
    /// <param name="body">The test. What it throws is thrown here.</param>
    /// <param name="horizon">How much virtual time may pass; null for one hour. Infinite is not allowed: a periodic timer would never let the
    /// run end.</param>
    /// <exception cref="TimeoutException">The body has not ended within the horizon.</exception>
    /// <exception cref="TestFailedException">The body's process was ended from outside; when a crash has done that, its exception is the inner
    /// one.</exception>
    /// <exception cref="SimulationException">The body waits for something that nobody can send, or code leaves the simulation.</exception>
    public void Run(Func<TestProcess, Task> body, TimeSpan? horizon = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        TimeSpan limit = Time.Elapsed + (horizon ?? TimeSpan.FromHours(1));
        ExceptionDispatchInfo? failure = null;
        bool done = false;
        Pid test = _body = Runtime.Spawn(
            async context =>
            {
                try
                {
                    await RunInScopeAsync(body, context).ConfigureAwait(true); // in the process
                }
                // Thrown again where the run was asked for; an exit is the process's own as well.
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                    if (error is ProcessExitException)
                    {
                        throw;
                    }
                }

                done = true;
            },
            new ProcessOptions { Label = BodyLabel });
        DriveToEnd(test, limit, () => done);

        // A body that was told to end may still come to its end, and what it found meanwhile is worth nothing.
        if (EndOf(test) is { } end && (!done || end != ExitReason.Normal))
        {
            throw KitErrors.EndedFromOutside(end, _world);
        }

        failure?.Throw();
        if (!done)
        {
            throw Unfinished(test, limit, () => failure);
        }
    }

    /// <summary>Makes steps until the body is done or nothing can happen any more.</summary>
    private void DriveToEnd(Pid test, TimeSpan limit, Func<bool> isDone)
    {
        // The thread drives all the time: what comes from elsewhere between two steps must be kept too, or nobody would wake for it.
        int driver = _watch.BeginDrive();
        try
        {
            RunUntilIdle();
            CheckDeadlock();
            while (!isDone() && test.IsAlive && (PassOn(limit) || (Time.NextDue is null && OutsideOfProcesses(_watch.AwaitEscaped))))
            {
                RunUntilIdle();
                CheckDeadlock();
            }
        }
        finally
        {
            _watch.EndDrive(driver);
        }
    }

    /// <summary>Ends all processes, newest first, those that do not end within a virtual minute by force.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _watch.Close();
        if (_watch.IsStuck)
        {
            return;
        }

        EndBody();
        foreach (Pid pid in Runtime.Processes().Reverse())
        {
            pid.Exit(ExitReason.Kill);
        }

        TimeSpan limit = Time.Elapsed + TimeSpan.FromMinutes(1);
        RunUntilIdle();
        while (Runtime.Table.Count > 0 && PassOn(limit))
        {
            RunUntilIdle();
        }

        Runtime.Timers.Dispose();
    }

    /// <summary>Moves to the next timer and fires it. When the order is not the plain one, others that are due at the same instant may fire
    /// before what this one causes has happened, as they may on a real clock.</summary>
    private void PassTime()
    {
        OutsideOfProcesses(_scheduler.FireTimer);
        _scheduler.OpenInstant();
    }

    /// <summary>The test framework's own context must not be seen as a process, nor by the code under test.</summary>
    private T OutsideOfProcesses<T>(Func<T> run)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        if (outer is ProcessTarget)
        {
            throw new InvalidOperationException("A process cannot drive the simulation that runs it. Use await, or drive from the test.");
        }

        return WatchedThread.Run(_options, () => Drive(run));
    }
}
