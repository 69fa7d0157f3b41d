using Supervision.Testing;

namespace Supervision.Tests.Supervisors;

/// <summary>Children that note what happens to them, and the simulation they live in.</summary>
internal sealed class Family : IDisposable
{
    private readonly Dictionary<string, Pid> _pids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);

    internal Family(ulong? seed = null)
        : this(new SimulationOptions { Seed = seed })
    {
    }

    internal Family(SimulationOptions options) => Simulation = new Simulation(options);

    internal Simulation Simulation { get; }

    internal ProcessRuntime Runtime => Simulation.Runtime;

    /// <summary>What happened, in order: <c>start a</c>, <c>stop a</c> (was asked to), <c>end a</c> (ended by itself).</summary>
    internal List<string> Events { get; } = [];

    /// <summary>What the next starts of a child answer instead of starting it; empty: it starts.</summary>
    internal Dictionary<string, Queue<StartResult>> Refusals { get; } = new(StringComparer.Ordinal);

    internal IEnumerable<Report.SupervisorTrouble> Troubles => Simulation.Reports.OfType<Report.SupervisorTrouble>();

    public void Dispose() => Simulation.Dispose();

    /// <summary>The process that runs, or ran last, as this child.</summary>
    internal Pid this[string id] => _pids[id];

    internal int StartsOf(string id) => _starts.GetValueOrDefault(id);

    /// <summary>A child that traps exits and ends as it is told, after a time.</summary>
    internal ChildSpec Child(string id, TimeSpan stopsAfter = default, bool traps = true) =>
        new(id, context => StartAsync(context, stopsAfter, traps));

    /// <summary>The start function of such children.</summary>
    internal ValueTask<StartResult> StartAsync(StartContext context, TimeSpan stopsAfter = default, bool traps = true)
    {
        string id = context.ChildId;
        _starts[id] = StartsOf(id) + 1;
        if (Refusals.TryGetValue(id, out Queue<StartResult>? refusals) && refusals.TryDequeue(out StartResult? refusal))
        {
            Events.Add($"refuse {id}");
            return ValueTask.FromResult(refusal);
        }

        Events.Add($"start {id}");
        return context.StartProcessAsync(
            async process =>
            {
                _pids[id] = process.Self;
                while (true)
                {
                    switch (await process.ReceiveAsync<object>())
                    {
                        case ExitReason order:
                            Events.Add($"end {id}");
                            throw order is ExitReason.Crashed crash ? crash.Error : new ProcessExitException(order);
                        case Signal.Exit exit when exit.From == process.Parent:
                            Events.Add($"stop {id}");
                            await process.DelayAsync(stopsAfter);
                            process.Exit(exit.Reason);
                            break;
                    }
                }
            },
            new ProcessOptions { TrapExits = traps });
    }

    /// <summary>Starts a tree from outside and forgets the events of that.</summary>
    internal SupervisorRef Start(SupervisorSpec spec)
    {
        SupervisorRef root = Do(Runtime.StartSupervisorAsync(spec));
        Events.Clear();
        return root;
    }

    internal SupervisorRef Start(SupervisorOptions options, params ChildSpec[] children) =>
        Start(new SupervisorSpec { Id = "root", Options = options, Children = children });

    /// <summary>Lets a child end by itself, and everything happen that follows at once.</summary>
    internal void End(string id, ExitReason? reason = null)
    {
        _pids[id].Send(reason ?? new ExitReason.Custom("boom"));
        Simulation.RunUntilIdle();
    }

    /// <summary>Runs until a call that was made from outside is answered. Time passes when it must.</summary>
    internal T Do<T>(Task<T> call)
    {
        Simulation.RunUntilIdle();
        if (!call.IsCompleted)
        {
            Simulation.RunUntilQuiet();
        }

        Assert.True(call.IsCompleted, "The call was not answered.");
        return call.GetAwaiter().GetResult();
    }

    /// <summary>The events since the last time.</summary>
    internal string[] TakeEvents()
    {
        string[] events = [.. Events];
        Events.Clear();
        return events;
    }
}
