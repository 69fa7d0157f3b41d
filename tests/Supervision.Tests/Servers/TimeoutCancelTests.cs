using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>What cancels the timeout that a callback has set, and when its time begins.</summary>
public sealed class TimeoutCancelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly List<string> _seen = [];

    [Fact]
    public void SetTimeout_SignalComesBefore_Cancels()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Recording, new ServerOptions { TrapExits = true });
            server.Cast(new Request.Tell("10"));
            context.Spawn(async self =>
            {
                await self.DelayAsync(Second);
                server.Pid.Exit(ExitReason.Shutdown);
            });
            await context.DelayAsync(TimeSpan.FromMinutes(1));
        });

        Assert.Equal(["10 at 0", "exit at 1"], _seen);
    }

    [Fact]
    public void SetTimeout_UnexpectedMessageComesBefore_Cancels()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Recording);
            server.Cast(new Request.Tell("10"));
            server.Pid.Send("something else");
            await context.DelayAsync(TimeSpan.FromMinutes(1));
        });

        Assert.Equal(["10 at 0"], _seen);
    }

    [Fact]
    public void SetTimeout_InspectionComesBefore_DoesNotCancel()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Recording);
            server.Cast(new Request.Tell("10"));
            await context.DelayAsync(TimeSpan.FromSeconds(5));
            await context.Runtime.InfoAsync(server.Pid);
            await context.DelayAsync(TimeSpan.FromMinutes(1));
        });

        Assert.Equal(["10 at 0", "timeout at 10"], _seen);
    }

    [Fact]
    public void SetTimeout_InInitAndInTheTimeoutItself_Works()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            await context.StartServerAsync(() => new ScriptedServer
            {
                OnInit = static server =>
                {
                    server.SetTimeout(Second);
                    return new(InitResult.Ok);
                },
                OnSignal = (server, _) =>
                {
                    _seen.Add(At(server, "tick"));
                    server.SetTimeout(_seen.Count < 3 ? Second : Timeout.InfiniteTimeSpan);
                    return default;
                },
            });
            await context.DelayAsync(TimeSpan.FromMinutes(1));
        });

        Assert.Equal(["tick at 1", "tick at 2", "tick at 3"], _seen);
    }

    [Fact]
    public void SetTimeout_TogetherWithContinue_CountsFromItsEnd()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            await context.StartServerAsync(() => new ScriptedServer
            {
                OnInit = static _ => new(InitResult.Continue()),
                OnContinue = async (server, _) =>
                {
                    server.SetTimeout(Second);
                    await server.Context.DelayAsync(TimeSpan.FromSeconds(5));
                },
                OnSignal = (server, _) =>
                {
                    _seen.Add(At(server, "tick"));
                    return default;
                },
            });
            await context.DelayAsync(TimeSpan.FromMinutes(1));
        });

        Assert.Equal(["tick at 6"], _seen);
    }

    private static string At(ScriptedServer server, string what) =>
        $"{what} at {(int)server.Context.Time.GetElapsedTime(0).TotalSeconds}";

    /// <summary>Sets the timeouts that a message names, in seconds.</summary>
    private ScriptedServer Recording() => new()
    {
        OnMessage = (server, message) =>
        {
            string text = ((Request.Tell)message).Text;
            _seen.Add(At(server, text));
            foreach (string timeout in text.Split(' ').Where(word => word != "none"))
            {
                server.SetTimeout(timeout == "infinite"
                    ? Timeout.InfiniteTimeSpan
                    : TimeSpan.FromSeconds(int.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture)));
            }

            return default;
        },
        OnSignal = (server, signal) =>
        {
            _seen.Add(At(server, signal is Signal.Timeout ? "timeout" : "exit"));
            return default;
        },
    };
}
