using Supervision.Runtime;
using Supervision.Testing.Escapes;
using Supervision.Testing.Kit;
using Supervision.Testing.Safety;

namespace Supervision.Testing;

/// <summary>What the kit sees of a simulation, and what it adds to the run of a test.</summary>
public sealed partial class Simulation
{
    /// <summary>The run in progress, or the last one; null before the first.</summary>
    private TestScope? _scope;

    /// <summary>True for a whole test, false for a run of a simulation that is driven by hand.</summary>
    private bool _isChecked;

    private SimulationWorld CreateWorld(ProcessRuntimeOptions runtime)
    {
        Observations observations = new(_scheduler.CompletionOptions);
        LogCapture logs = new(runtime.LoggerFactory, () => Time.Elapsed, observations.Tell);
        SimulationWorld world = new(this, observations, logs);
        _scheduler.Checks = _options.CheckMessages ? new MessageChecks(observations) : null;
        return world;
    }

    /// <summary>What is said of processes that are left at the end of a test.</summary>
    internal SimulationException Leaked(IReadOnlyCollection<ProcessCell> left) => SimulationErrors.Leaked(left, _world, _watch.Origins);

    /// <summary>Who waits for whose start or end.</summary>
    internal IReadOnlyList<EscapeWatch.Wait> OpenWaits() => _watch.OpenWaits();

    /// <summary>A message was changed while it was under way: whatever else the run shows comes after that.</summary>
    private void ThrowIfMessageChanged()
    {
        if (_scheduler.Checks?.TakeFailure() is { } failure)
        {
            throw failure;
        }
    }

    private Task RunInScopeAsync(Func<TestProcess, Task> body, ProcessContext context)
    {
        _scope = new TestScope(_world, _isChecked);
        return _scope.RunAsync(new TestProcess(_scope, context), body);
    }

    /// <summary>Runs a test, and fails it for what must not have happened on the side.</summary>
    private void RunChecked(Func<TestProcess, Task> body)
    {
        _isChecked = true;
        _watch.Origins = KeepsOrigins ? new Origins() : null;
        try
        {
            Run(body, _options.Horizon);
            _scope!.Check(_options.Crashes, _options.Leaks);
        }
        catch
        {
            _scope?.WriteLog(_options.Output);
            throw;
        }
    }
}
