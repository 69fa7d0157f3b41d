using Supervision.Signals;
using Supervision.Testing;

namespace Supervision.Tests.Signals;

/// <summary>The whole table of exit signals: every reason, from every origin, to every receiver.</summary>
[Trait("Bug", "17")]
public sealed class ExitSignalTests
{
    private const string Nothing = "nothing";

    private static readonly ExitReason Crash = new ExitReason.Crashed(new InvalidOperationException("boom"));

    private static readonly Dictionary<string, ExitReason> Reasons = new()
    {
        ["normal"] = ExitReason.Normal,
        ["shutdown"] = ExitReason.Shutdown,
        ["shutdown(x)"] = new ExitReason.ShutdownWith("x"),
        ["kill"] = ExitReason.Kill,
        ["killed"] = ExitReason.Killed,
        ["noproc"] = ExitReason.NoProcess,
        ["custom"] = new ExitReason.Custom("custom"),
        ["crashed"] = Crash,
    };

    /// <summary>Reason, origin, trapping, and the expected outcome: "nothing", "dies R" or "message R".</summary>
    public static TheoryData<string, string, bool, string> Table
    {
        get
        {
            TheoryData<string, string, bool, string> rows = new()
            {
                { "normal", "explicit", false, Nothing },
                { "normal", "explicit", true, "message normal" },
                { "normal", "self", false, "dies normal" },
                { "normal", "self", true, "message normal" },
                { "normal", "link", false, Nothing },
                { "normal", "link", true, "message normal" },
                { "kill", "explicit", false, "dies killed" },
                { "kill", "explicit", true, "dies killed" },
                { "kill", "self", false, "dies killed" },
                { "kill", "self", true, "dies killed" },
                { "kill", "link", false, "dies kill" },
                { "kill", "link", true, "message kill" },
            };
            foreach (string reason in Reasons.Keys.Except(["normal", "kill"]))
            {
                foreach (string origin in new[] { "explicit", "self", "link" })
                {
                    rows.Add(reason, origin, false, "dies " + reason);
                    rows.Add(reason, origin, true, "message " + reason);
                }
            }

            foreach (string reason in Reasons.Keys)
            {
                rows.Add(reason, "link removed", false, Nothing);
                rows.Add(reason, "link removed", true, Nothing);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void ExitSignal_ByReasonOriginAndTrapping_ActsAsTheTableSays(string reason, string origin, bool trapping, string expected)
    {
        Seeds.Explore(simulation => Assert.Equal(expected, OutcomeOf(simulation, Reasons[reason], origin, trapping)), seeds: 10);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void ExitSignalTable_ByReasonOriginAndTrapping_AgreesWithTheTable(string reason, string origin, bool trapping, string expected)
    {
        if (origin == "link removed")
        {
            return; // The table is only asked while the link is active.
        }

        ExitOrigin from = origin switch { "self" => ExitOrigin.ExplicitToSelf, "link" => ExitOrigin.Link, _ => ExitOrigin.Explicit };

        (ExitAction action, ExitReason dies) = ExitSignalTable.Decide(Reasons[reason], from, trapping);

        string actual = action switch { ExitAction.Die => "dies " + NameOf(dies), ExitAction.Deliver => "message " + reason, _ => Nothing };
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ExitSignal_ToProcessThatIsExiting_IsIgnoredAndTheFirstReasonStays(bool trapping)
    {
        Seeds.Explore(simulation =>
        {
            Pid receiver = simulation.Runtime.Spawn(
                async context =>
                {
                    context.TrapExits = trapping;
                    await new TaskCompletionSource().Task;
                },
                new ProcessOptions { AbandonAfter = TimeSpan.FromSeconds(1) });
            simulation.RunUntilIdle();

            receiver.Exit(ExitReason.Kill);
            receiver.Exit(ExitReason.Shutdown);
            receiver.Exit(ExitReason.Normal);
            simulation.Advance(TimeSpan.FromSeconds(1));

            Assert.Equal([(receiver, ExitReason.Killed)], simulation.Exits);
        });
    }

    [Fact]
    public void ExitSignal_FromOutside_HasNoSender()
    {
        using Simulation simulation = new();
        Signal.Exit? got = null;
        Pid receiver = simulation.Runtime.Spawn(async context => got = await context.ReceiveAsync<Signal.Exit>(), new ProcessOptions { TrapExits = true });

        receiver.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();

        Assert.Equal(new Signal.Exit(Pid.None, ExitReason.Shutdown), got);
    }

    private static string OutcomeOf(Simulation simulation, ExitReason reason, string origin, bool trapping)
    {
        Signal.Exit? message = null;
        Pid peer = simulation.Runtime.Spawn(Bodies.EndsWith(reason));
        Pid receiver = simulation.Runtime.Spawn(
            async context =>
            {
                if (origin.StartsWith("link", StringComparison.Ordinal))
                {
                    context.Link(peer);
                }

                if (origin == "link removed")
                {
                    context.Unlink(peer);
                }

                if (origin == "self")
                {
                    context.Self.Exit(reason);
                }

                message = await context.ReceiveAsync<Signal.Exit>();
                await Bodies.Idle(context);
            },
            new ProcessOptions { TrapExits = trapping });
        simulation.RunUntilIdle();
        if (origin == "explicit")
        {
            simulation.Runtime.Spawn(context =>
            {
                receiver.Exit(reason);
                return Task.CompletedTask;
            });
        }

        peer.Send("end");
        simulation.RunUntilIdle();
        return simulation.Exits.Where(exit => exit.Pid == receiver).Select(exit => "dies " + NameOf(exit.Reason)).SingleOrDefault()
            ?? (message is null ? Nothing : "message " + NameOf(message.Reason));
    }

    private static string NameOf(ExitReason reason) => Reasons.Single(entry => entry.Value == reason).Key;
}
