using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Supervision.Scheduling;

namespace Supervision;

/// <summary>How a <see cref="ProcessRuntime"/> works. Read once, when it is created.</summary>
public sealed record ProcessRuntimeOptions
{
    /// <summary>The clock of all timers and timeouts; null, the default, for the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Where reports are logged, in the category <c>Supervision</c>; by default nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Is told every report, on the thread of the process it comes from; null, the default, for nobody. Must be quick and must not
    /// throw; what it throws is logged.</summary>
    public Action<Report>? OnReport { get; init; }

    /// <summary>Is told every message that reached nobody, on the sender's thread; null, the default, for nobody. Must be quick and must not
    /// throw.</summary>
    public Action<DeadLetter>? OnDeadLetter { get; init; }

    /// <summary>How long a process's code may run on after the process was told to end, before the process is declared dead without it. Five
    /// seconds by default; zero for at once; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call waits for its reply when it does not say itself. Five seconds by default, as in OTP;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What happens when processes call each other in a circle; <see cref="CallCyclePolicy.Log"/> by default.</summary>
    public CallCyclePolicy CallCycles { get; init; } = CallCyclePolicy.Log;

    /// <summary>Whether the test kit may kill processes of this runtime and make its fault points fail. False by default, so that a reference to a
    /// package alone can never do that to a program. A simulation always allows it.</summary>
    public bool AllowChaos { get; init; }

    /// <summary>Where start functions find what the application provides, see <see cref="ProcessRuntime.Services"/>; null, the default, for nowhere.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>How many log lines of one kind about one origin (a supervisor, a label, a cause) are written in ten seconds; further ones are counted, and the
    /// count is logged. 20 by default; zero for none but counts. <see cref="OnReport"/> hears everything.</summary>
    public int MaxLogLines { get; init; } = 20;

    /// <summary>Whether busy time and messages of each process are counted all the time, for <c>TopAsync</c> and <see cref="ProcessInfo"/>; false by default,
    /// because it costs a look at the clock for each turn and memory for each process.</summary>
    public bool CountsWork { get; init; }

    /// <summary>Where measurements go; null, the default, for a meter of the runtime's own with the name <c>Supervision</c>, which is disposed when the
    /// runtime has stopped. In a simulation null means none. Nothing is measured while nobody listens.</summary>
    public Meter? Meter { get; init; }

    /// <summary>Where activities go; null, the default, for a source of the runtime's own with the name <c>Supervision</c>, which is disposed when the
    /// runtime has stopped. In a simulation null means none. Nothing is traced while nobody listens.
    /// What is sent, called or timed inside an activity belongs to it, and a server handles it in an activity of its own; a process that is one function
    /// gets none.</summary>
    public ActivitySource? ActivitySource { get; init; }

    /// <summary>The test scheduler's way in; null for the thread pool.</summary>
    internal ProcessScheduler? Scheduler { get; init; }

    /// <summary>Is told every end of a process, in the order in which they happen. For the test scheduler's traces.</summary>
    internal Action<Pid, ExitReason>? OnEnded { get; init; }
}
