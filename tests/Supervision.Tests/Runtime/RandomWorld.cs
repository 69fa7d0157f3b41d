using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>A handful of processes that do random things to each other, and what must hold when all is quiet again.</summary>
internal sealed class RandomWorld
{
    private static readonly ExitReason[] Reasons = [ExitReason.Normal, ExitReason.Shutdown, ExitReason.Kill, new ExitReason.Custom("random")];

    private readonly Simulation _simulation;
    private readonly Random _random;
    private readonly List<Pid> _all = [];
    private readonly List<MonitorRef> _monitors = [];
    private readonly HashSet<MonitorRef> _removed = [];
    private readonly Dictionary<MonitorRef, int> _downs = [];

    internal RandomWorld(Simulation simulation)
    {
        _simulation = simulation;
        _random = new Random((int)(simulation.Seed ?? 0));
        for (int i = 0; i < 6; i++)
        {
            _all.Add(simulation.Runtime.Spawn(LiveAsync, Options()));
        }
    }

    internal void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Any().Send(RandomDeed());
            for (int step = _random.Next(8); step > 0; step--)
            {
                _simulation.Step();
            }
        }

        _simulation.RunUntilQuiet();
    }

    internal void Check()
    {
        Dictionary<Pid, ProcessInfo> living = [];
        foreach (Pid pid in _simulation.Runtime.Processes())
        {
            living[pid] = _simulation.Complete(_simulation.Runtime.InfoAsync(pid))!;
        }

        // A failed assertion inside of a process is a crash of that process.
        Assert.DoesNotContain(_simulation.Exits, exit => exit.Reason is ExitReason.Crashed);
        Assert.Equal(0, _simulation.Runtime.TimerCount);
        Assert.Equal(0, _simulation.Runtime.StragglerCount);
        Assert.Equal(_simulation.Exits.Count, _simulation.Exits.Select(exit => exit.Pid).Distinct().Count());
        Assert.Equal(_all.Where(pid => pid.IsAlive).ToHashSet(), living.Keys.ToHashSet());
        CheckLinks(living);
        CheckMonitors(living);
        CheckNames(living);
    }

    private static void CheckLinks(Dictionary<Pid, ProcessInfo> living)
    {
        foreach (ProcessInfo info in living.Values)
        {
            Assert.Equal(info.Links.Count, info.Links.Distinct().Count());
            Assert.All(info.Links, peer => Assert.Contains(info.Pid, living[peer].Links));
        }
    }

    private void CheckMonitors(Dictionary<Pid, ProcessInfo> living)
    {
        Assert.All(_downs.Values, count => Assert.Equal(1, count));
        foreach (MonitorRef monitor in _monitors.Where(monitor => living.ContainsKey(new Pid(monitor.Owner)) && !_removed.Contains(monitor)))
        {
            Assert.Equal(!living.ContainsKey(monitor.Target), _downs.ContainsKey(monitor));
        }

        Assert.Equal(living.Values.Sum(info => info.Monitors), living.Values.Sum(info => info.MonitoredBy));
    }

    private void CheckNames(Dictionary<Pid, ProcessInfo> living)
    {
        foreach (string name in Enumerable.Range(0, 3).Select(NameOf))
        {
            Pid holder = _simulation.Runtime.Find(name);
            Assert.True(holder == Pid.None || living[holder].Name == name);
            Assert.True(living.Values.Count(info => info.Name == name) <= 1);
        }

        Assert.All(living.Values.Where(info => info.Name is not null), info => Assert.Equal(info.Pid, _simulation.Runtime.Find(info.Name!)));
    }

    private static string NameOf(int number) => $"name {number}";

    private Pid Any() => _all[_random.Next(_all.Count)];

    private ProcessOptions Options() => new() { TrapExits = _random.Next(2) == 0 };

    private async Task LiveAsync(ProcessContext context)
    {
        while (true)
        {
            switch (await context.ReceiveAsync<object>())
            {
                case Func<ProcessContext, Task> deed:
                    await deed(context);
                    break;
                case Signal.Down down:
                    Assert.DoesNotContain(down.Monitor, _removed);
                    _downs[down.Monitor] = _downs.GetValueOrDefault(down.Monitor) + 1;
                    break;
                case Ask<int> ask when _random.Next(3) > 0:
                    context.TakeCaller<Work, int>(ask).Reply(1);
                    break;
            }
        }
    }

    private Func<ProcessContext, Task> RandomDeed()
    {
        Pid other = Any();
        ExitReason reason = Reasons[_random.Next(Reasons.Length)];
        string name = NameOf(_random.Next(3));
        TimeSpan time = TimeSpan.FromMilliseconds(_random.Next(3));
        return _random.Next(15) switch
        {
            0 or 1 => Doing(context => context.Link(other)),
            2 => Doing(context => context.Unlink(other, flush: _random.Next(2) == 0)),
            3 or 4 => Doing(context => _monitors.Add(context.Monitor(other))),
            5 => Doing(Demonitor),
            6 => Doing(_ => other.Exit(reason)),
            7 or 8 => Doing(context => _all.Add(context.SpawnLink(LiveAsync, Options()))),
            9 => Doing(SpawnMonitor),
            10 => Doing(context => context.TryRegister(name)),
            11 => Doing(context => context.Runtime.Unregister(name)),
            12 => async _ => await ServerRef<Work>.ForPid(other).TryCallAsync(TestServer.Value(0), time),
            13 => Doing(context => context.Cancel(context.SendAfter(time, other, "cancelled"))),
            _ => context => ReceiveTimedAsync(context, other, time),
        };
    }

    private static async Task ReceiveTimedAsync(ProcessContext context, Pid other, TimeSpan time)
    {
        context.SendAfter(time, other, "timed");
        await context.TryReceiveAsync<string>(time);
    }

    private void Demonitor(ProcessContext context)
    {
        if (_monitors.Find(monitor => new Pid(monitor.Owner) == context.Self) is { } mine)
        {
            context.Demonitor(mine);
            _removed.Add(mine);
        }
    }

    private void SpawnMonitor(ProcessContext context)
    {
        (Pid pid, MonitorRef monitor) = context.SpawnMonitor(LiveAsync, Options());
        _all.Add(pid);
        _monitors.Add(monitor);
    }

    private static Func<ProcessContext, Task> Doing(Action<ProcessContext> deed) => context =>
    {
        deed(context);
        return Task.CompletedTask;
    };
}
