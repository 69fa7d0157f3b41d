using Supervision.Runtime;
using Supervision.Testing.Escapes;
using Supervision.Testing.Kit;
using Supervision.Testing.Safety;

namespace Supervision.Testing;

/// <summary>What the kit sees of a simulation, and what it adds to the run of a test.</summary>
public sealed partial class Simulation
{
    /// <summary>How many steps code may take to leave what it waits for; others may go on for ever meanwhile.</summary>
    private const int StepsToLeave = 1000;

    /// <summary>The run in progress, or the last one; null before the first.</summary>
    private TestScope? _scope;

    /// <summary>True for a whole test, false for a run of a simulation that is driven by hand.</summary>
    private bool _isChecked;

    /// <summary>The process of the last run's body.</summary>
    private Pid _body;

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

    /// <summary>A body that has not come to its end in its run leaves what it waits for and goes on no more: it must not take the end of those
    /// that are ended after it for something that has happened in the test.</summary>
    private void EndBody()
    {
        if (!_isChecked || _body.Target is not { } body || !body.IsAlive)
        {
            return;
        }

        _body.Exit(ExitReason.Kill);
        OutsideOfProcesses(() =>
        {
            for (int i = 0; i < StepsToLeave && _scheduler.Step(); i++)
            {
            }

            _scheduler.Silence(body);
            return true;
        });
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
