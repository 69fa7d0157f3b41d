namespace Supervision.Tests.Reconcilers;

/// <summary>Devices as of the middleman: a subtree for each, which gives up for itself alone.</summary>
internal sealed class DeviceTree
{
    internal const string Pollers = "pollers";

    /// <summary>How long a state machine lives that gets garbage; its device dies with the third.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMilliseconds(10);

    /// <summary>Devices that send garbage: their state machine dies of it.</summary>
    internal HashSet<string> Bonkers { get; } = [];

    /// <summary>When a device's subtree was started, and with what, oldest first.</summary>
    internal List<(string Key, string Args, TimeSpan At)> Starts { get; } = [];

    /// <summary>One restart of any device under <c>pollers</c> would be its end.</summary>
    internal SupervisorSpec With(Reconciler<string> reconciler) => Supervisor.RestForOne("right", right => right
        .Dynamic<string>(
            Pollers,
            StartDeviceAsync,
            static device => device with { Restart = Restart.Temporary, Type = ChildType.Supervisor },
            static pollers => pollers.Named(Pollers).Intensity(0, TimeSpan.FromSeconds(5)))
        .Child(reconciler.Child));

    internal static Reconciler<string> Manager(ReconcilerOptions<string>? options = null) => new("manager", Pollers, options);

    internal static Dictionary<string, string> Devices(int count) =>
        Enumerable.Range(0, count).ToDictionary(static number => $"{number}", static number => $"10.0.0.{number}");

    private ValueTask<StartResult> StartDeviceAsync(StartContext context, string args)
    {
        string key = context.ChildId;
        Starts.Add((key, args, context.Runtime.Time.GetElapsedTime(0)));
        return context.StartSupervisorAsync(Supervisor.RestForOne($"device:{key}", device => device
            .Intensity(2, TimeSpan.FromSeconds(5))
            .Process("fsm", fsm => RunAsync(fsm, key))
            .Process("connection", Bodies.Idle)));
    }

    private async Task RunAsync(ProcessContext fsm, string key)
    {
        if (Bonkers.Contains(key))
        {
            await fsm.DelayAsync(Life);
            fsm.Exit(new ExitReason.Custom("garbage"));
        }

        await Bodies.Idle(fsm);
    }
}
