using Supervision.Testing;
using static Supervision.Tests.StateMachines.ScriptedMachine;
using static Supervision.Tests.StateMachines.StateMachineTests;

namespace Supervision.Tests.StateMachines;

public sealed class MachineTimeoutTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public void StateTimeout_IsEndedByAChangeAndByNothingElse() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("set", static (machine, _) => machine.SetStateTimeout(Tick, new Event("over"))));
        await test.DelayAsync(Tick / 2);
        machine.Cast(new Event("same", static (machine, _) => machine.Repeat()));
        await test.DelayAsync(Tick);
        Assert.Equal("over in a", seen[^1]);

        machine.Cast(new Event("set", static (machine, _) => machine.SetStateTimeout(Tick, new Event("over"))));
        machine.Cast(new Event("go", static (machine, _) => machine.MoveTo("b")));
        await test.DelayAsync(Tick * 2);
        Assert.Equal("enter b from a", seen[^1]);
    });

    [Fact]
    public void StateTimeout_SetWithAChange_BelongsToTheNewState() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("go", static (machine, _) =>
        {
            machine.SetStateTimeout(Tick, new Event("over"));
            machine.MoveTo("b");
        }));
        await test.DelayAsync(Tick * 2);

        Assert.Equal("over in b", seen[^1]);
    });

    [Fact]
    public void EventTimeout_IsEndedByAnyEvent() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("set", static (machine, _) => machine.SetTimeout(Tick)));
        await test.DelayAsync(Tick * 2);
        Assert.Equal("Timeout in a", seen[^1]);

        machine.Cast(new Event("set", static (machine, _) => machine.SetTimeout(Tick)));
        machine.Cast(new Event("x"));
        await test.DelayAsync(Tick * 2);
        Assert.Equal("x in a", seen[^1]);
    });

    [Fact]
    public void NamedTimer_IsEndedByNeither_AndReplacedByItsNameOnly() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("set", static (machine, _) =>
        {
            machine.SetTimer("one", Tick, new Event("old"));
            machine.SetTimer("one", Tick, new Event("one"));
            machine.SetTimer("two", Tick * 2, new Event("two"));
            machine.SetTimer("off", Tick, new Event("off"));
        }));
        machine.Cast(new Event("go", static (machine, _) =>
        {
            machine.MoveTo("b");
            machine.SetTimer("off", Timeout.InfiniteTimeSpan, new Event("off"));
        }));
        await test.DelayAsync(Tick * 3);

        Assert.Equal(["set in a", "go in a", "enter b from a", "one in b", "two in b"], seen.Skip(1));
    });

    [Fact]
    public void Zero_ComesAfterWhatIsQueuedInsideAndBeforeTheMailbox() => Run(static async (test, machine, seen) =>
    {
        Act set = static (machine, _) =>
        {
            machine.SetTimer("one", TimeSpan.Zero, new Event("one"));
            machine.SetStateTimeout(TimeSpan.Zero, new Event("state"));
            machine.Insert(new Event("own"));
            machine.SetTimeout(TimeSpan.Zero);
        };
        machine.Cast(new Event("set", set) { Takes = Tick });
        machine.Cast(new Event("mail"));
        await test.DelayAsync(Tick * 2);

        // The inserted event ends the event's timeout.
        Assert.Equal(["set in a", "own in a", "one in a", "state in a", "mail in a"], seen.Skip(1));
    });

    [Fact]
    public void Zero_OfTheEvent_ComesBeforeTheMailbox() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("set", static (machine, _) => machine.SetTimeout(TimeSpan.Zero)) { Takes = Tick });
        machine.Cast(new Event("mail"));
        await test.DelayAsync(Tick * 2);

        Assert.Equal(["set in a", "Timeout in a", "mail in a"], seen.Skip(1));
    });

    [Fact]
    public void Timeout_InTheMailboxAlready_DoesNotComeWhenItWasOvertaken() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("set", static (machine, _) => machine.SetStateTimeout(Tick, new Event("over"))));
        machine.Cast(new Event("go", static (machine, _) => machine.MoveTo("b")) { Takes = Tick * 2 });
        await test.DelayAsync(Tick * 4);

        Assert.Equal("enter b from a", seen[^1]);
    });

    [Fact]
    public void PostponedTimeout_ComesAgain() => Run(
        static async (test, machine, seen) =>
        {
            machine.Cast(new Event("set", static (machine, _) =>
            {
                machine.SetTimeout(TimeSpan.Zero);
                machine.SetTimer("one", Tick, new Event("one", PostponedIn("a")));
            }));
            await test.DelayAsync(Tick * 2);
            machine.Cast(new Event("go", static (machine, _) => machine.MoveTo("b")));
            await test.IdleAsync();

            Assert.Equal(["set in a", "Timeout in a", "one in a", "go in a", "enter b from a", "Timeout in b", "one in b"], seen.Skip(1));
        },
        static seen => new(seen) { Signalled = static (machine, _) => PostponedIn("a")(machine, new Event("")) });

    [Theory]
    [InlineData("")]
    [InlineData(":state")]
    public void TimerName_OfTheLibrarys_IsRefused(string name) => Simulation.Test(
        async test =>
        {
            ServerRef<Event> machine = await test.StartSupervisedAsync<Event>(() => new ScriptedMachine([]));
            machine.Cast(new Event("set", (machine, _) => machine.SetTimer(name, Tick, new Event("x"))));

            Report.ProcessCrashed crash = await test.ExpectCrashAsync(crash => crash.Pid == machine.Pid);
            Assert.Contains("ArgumentException", crash.Reason.ToString(), StringComparison.Ordinal);
        },
        new SimulationOptions { Crashes = CrashPolicy.Allow });
}
