using System.Diagnostics;
using Supervision.Breakers;
using Supervision.Registries;
using Supervision.Runtime;

namespace Supervision;

/// <summary>Keeps calls from being made that are likely to fail, and makes them fewer before they fail: it lets all through, then a
/// falling share when they become slow, none when too many fail, then a few to find out.</summary>
/// <example>Calls to a database that may be slow, down, or about to restart:
/// <code>
/// CircuitBreaker breaker = new(test.Runtime, "sql", new()
/// {
///     FailureRatio = 0.5,
///     MinimumThroughput = 20,
///     SamplingDuration = TimeSpan.FromSeconds(10),
///     LatencyTarget = TimeSpan.FromMilliseconds(300),
///     Backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
/// });
/// await test.StartSupervisedAsync(breaker.OpenWhileDown(ChildSpec.Server("sql", static () => new Counter(), new() { Name = "sql" })));
/// ServerRef&lt;Add> sql = ServerRef&lt;Add>.ForName(test.Runtime, "sql");
///
/// CallResult&lt;int> rows = await breaker.TryCallAsync(sql, new Add(1));
/// TimeSpan? wait = rows.Failure?.RetryAfter;
/// </code></example>
/// <remarks>
/// <para>An object and no process: a call that is let through takes no way round. Use one for each thing that can fail by itself, for as long as the
/// program runs. States and what leads from one to another are told by <see cref="CircuitState"/> and <see cref="CircuitBreakerOptions"/>;
/// changes of time are seen at the next call or look.</para>
/// <para>Each change is a <see cref="Report.CircuitChanged"/>: a log line, what <see cref="ProcessRuntimeOptions.OnReport"/> gets, and a message
/// to those who listen.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>Cost:</b> a pass takes a lock for a moment, twice, and allocates nothing.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
[DebuggerDisplay("{Name,nq}: {_circuit.State}")]
public sealed partial class CircuitBreaker
{
    private readonly Lock _lock = new();

    /// <summary>Under the lock.</summary>
    private readonly Circuit _circuit;

    private readonly CircuitBreakerOptions _options;
    private readonly ListenerList _listeners = new();

    /// <summary>True while a thread tells changes: another leaves its own to it, so that they are told in order. Under the lock.</summary>
    private bool _isTelling;

    /// <summary>A closed breaker.</summary>
    /// <param name="runtime">The runtime, for time, randomness and reports.</param>
    /// <param name="name">What it is called in reports and failures; not empty.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    public CircuitBreaker(ProcessRuntime runtime, string name, CircuitBreakerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentException.ThrowIfNullOrEmpty(name);
        Runtime = runtime;
        Name = name;
        _options = CircuitErrors.Checked(options ?? CircuitBreakerOptions.Default);
        _circuit = new Circuit(name, _options, runtime);
        _circuit.Start(runtime.Time.GetTimestamp());
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The runtime that it belongs to.</summary>
    public ProcessRuntime Runtime { get; }

    /// <summary>What it does now.</summary>
    public CircuitState State => Look(static circuit => circuit.State);

    /// <summary>The share of calls that it lets through: 1 when closed, less when throttled, 0 otherwise. The calls to try of a half-open
    /// one are no share.</summary>
    public double AdmittedShare => Look(static circuit => circuit.State is CircuitState.Closed or CircuitState.Throttled ? circuit.Share : 0);

    /// <summary>What it has counted; exact at this moment.</summary>
    public CircuitCounts Counts => Look(static circuit => circuit.Counts);

    /// <summary>Asks to let a call through that is made in a way of your own.</summary>
    /// <param name="pass">To say how it ended: once, in any case, also when its code throws.</param>
    /// <returns>False when it must not be made.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public bool TryEnter(out CircuitPass pass) => TryEnter(out pass, out _);

    /// <summary>Lets no call through until <see cref="Close"/>.</summary>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Isolate() => Change(static (circuit, now) => circuit.Isolate(now));

    /// <summary>Lets calls through again, whatever has happened, and forgets how calls have ended; but for what it is tied to and is down.</summary>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Close() => Change(static (circuit, now) => circuit.Close(now));

    /// <summary>Ties the breaker to a child: it is open from the moment that the child's process is told to end until it has started again, and
    /// before it has started first; then half-open.</summary>
    /// <param name="child">The child: a worker, or a supervisor with a whole subtree, which is down when that supervisor is.</param>
    /// <returns>The same specification, to be put into the tree in its place.</returns>
    /// <remarks>
    /// <para>May be used for several children: open while one of them is down. For one place in one tree each.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public ChildSpec OpenWhileDown(ChildSpec child)
    {
        ArgumentNullException.ThrowIfNull(child);
        FollowedChild followed = new(child.Id);
        Change((circuit, _) => circuit.TieTo(followed));
        return child with
        {
            Start = async context =>
            {
                if (!ReferenceEquals(context.Runtime, Runtime))
                {
                    throw CircuitErrors.OtherRuntime(Name);
                }

                StartResult result = await child.Start(context).ConfigureAwait(true); // in the supervisor's process
                if (result is StartResult.Started started)
                {
                    Follow(followed, started.Pid);
                }

                return result;
            },
        };
    }

    /// <summary>Sends the calling process a <see cref="Report.CircuitChanged"/> for each change from now on, as long as it lives. Once is enough; a
    /// second time makes no difference.</summary>
    /// <param name="context">The calling process.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Listen(ProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ProcessCell process = context.Cell;
        process.BeginOperation();
        try
        {
            Use();
            _listeners.TryAdd(process);
        }
        finally
        {
            process.EndOperation();
        }
    }

    internal void End(in CircuitPass pass, CallOutcome outcome)
    {
        Use();
        bool hasNews;
        lock (_lock)
        {
            _circuit.End(pass, Runtime.Time.GetTimestamp(), outcome);
            hasNews = _circuit.HasNews;
        }

        Tell(hasNews);
    }

    private bool TryEnter(out CircuitPass pass, out CircuitRefusal refusal)
    {
        Use();
        bool hasNews;
        bool isAdmitted;
        lock (_lock)
        {
            long now = Runtime.Time.GetTimestamp();
            isAdmitted = _circuit.TryEnter(now, out bool isProbe, out int term, out refusal);
            pass = isAdmitted ? new CircuitPass(this, now, term, isProbe) : default;
            hasNews = _circuit.HasNews;
        }

        Tell(hasNews);
        return isAdmitted;
    }

    private void Follow(FollowedChild child, Pid process)
    {
        child.Started(process);
        Change(static (circuit, now) => circuit.Look(now));
        _ = process.WaitForExitAsync(CancellationToken.None).ContinueWith(
            static (_, breaker) => ((CircuitBreaker)breaker!).Change(static (circuit, now) => circuit.Look(now)),
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private T Look<T>(Func<Circuit, T> look)
    {
        T seen = default!;
        Change((circuit, now) =>
        {
            circuit.Look(now);
            seen = look(circuit);
        });
        return seen;
    }

    private void Change(Action<Circuit, long> change)
    {
        Use();
        bool hasNews;
        lock (_lock)
        {
            change(_circuit, Runtime.Time.GetTimestamp());
            hasNews = _circuit.HasNews;
        }

        Tell(hasNews);
    }

    /// <summary>Tells what is new in the order in which it happened, and outside of the lock, for a listener is code of others.</summary>
    private void Tell(bool hasNews)
    {
        while (hasNews)
        {
            Report.CircuitChanged? news;
            lock (_lock)
            {
                news = _isTelling ? null : _circuit.NextNews;
                _isTelling |= news is not null;
                hasNews = news is not null;
            }

            if (news is not null)
            {
                Runtime.Telemetry.CircuitChanged(news.Breaker, news.To);
                Runtime.Reports.Write(news);
                _listeners.TellFromNobody(news);
                lock (_lock)
                {
                    _isTelling = false;
                    hasNews = _circuit.HasNews;
                }
            }
        }
    }

    /// <summary>All breakers are one thing to whoever wants to know what processes share: that is too much rather than too little.</summary>
    private void Use() => Runtime.Scheduler.SharedUses?.Invoke("breakers", true);
}
