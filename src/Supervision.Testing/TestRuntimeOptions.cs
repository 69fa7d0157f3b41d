namespace Supervision.Testing;

/// <summary>How <see cref="TestRuntime"/> runs a test. All properties have defaults.</summary>
public sealed record TestRuntimeOptions
{
    /// <summary>Options of the runtime; null for the defaults. Its scheduler is the real one.</summary>
    public ProcessRuntimeOptions? Runtime { get; init; }

    /// <summary>How much real time the whole test may take, its end included; 30 s by default; more than zero;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for any.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What crashes mean that the test did not ask for; <see cref="CrashPolicy.Fail"/> by default.</summary>
    public CrashPolicy Crashes { get; init; }

    /// <summary>What processes mean that outlive the test; <see cref="LeakPolicy.Fail"/> by default. One that is on its way out is waited for,
    /// a second at most.</summary>
    public LeakPolicy Leaks { get; init; }

    /// <summary>Is told the log of a test that fails, line by line; null, the default, for nobody.</summary>
    public Action<string>? Output { get; init; }
}
