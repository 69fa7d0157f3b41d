using Supervision.Testing;
using static Supervision.Tests.StateMachines.ScriptedMachine;

namespace Supervision.Tests.StateMachines;

/// <summary>What a state machine does after each callback, in which order.</summary>
public sealed class StateMachineTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public void FirstState_IsEnteredBeforeAnything_AlsoWhenTheInitialisationChoseAnother() => Run(
        static async (test, machine, seen) =>
        {
            machine.Cast(new Event("x"));
            await test.IdleAsync();

            Assert.Equal(["enter b from b", "own in b", "x in b"], seen);
        },
        static seen => new(seen)
        {
            Init = static (machine, _) =>
            {
                machine.MoveTo("b");
                machine.Insert(new Event("own"));
            },
        });

    [Fact]
    public void Postponed_ComesAgainAfterAChange_BehindWhatWasInserted() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("1", PostponedIn("a")));
        machine.Cast(new Event("2", PostponedIn("a")));
        machine.Cast(new Event("stay", static (machine, _) => machine.Repeat()));
        machine.Cast(new Event("go", static (machine, _) =>
        {
            machine.Insert(new Event("own 1"));
            machine.MoveTo("b");
            machine.Insert(new Event("own 2"));
        }));
        machine.Cast(new Event("3"));
        await test.IdleAsync();

        Assert.Equal(
            [
                "enter a from a", "1 in a", "2 in a", "stay in a", "enter a from a", "go in a", "enter b from a", "own 1 in b", "own 2 in b", "1 in b", "2 in b",
                "3 in b",
            ],
            seen);
    });

    [Fact]
    public void PostponedCall_IsAnsweredLater() => Run(static async (test, machine, seen) =>
    {
        ValueTask<string> answer = machine.CallAsync(new Ask("ask", static (machine, message) =>
        {
            if (machine.State == "a")
            {
                machine.Postpone();
            }
            else
            {
                machine.Answer(message, "yes");
            }
        }));
        await test.IdleAsync();
        Assert.False(answer.IsCompleted);

        machine.Cast(new Event("go", static (machine, _) => machine.MoveTo("b")));
        Assert.Equal("yes", await answer);
    });

    [Fact]
    public void PostponedCall_WhenTheMachineEnds_Fails() => Run(static async (test, machine, seen) =>
    {
        ValueTask<CallResult<string>> answer = machine.TryCallAsync(new Ask("ask", static (machine, _) => machine.Postpone()));
        await test.IdleAsync();
        await machine.StopAsync();

        CallResult<string> result = await answer;
        Assert.False(result.TryGetReply(out _));
        Assert.Equal("terminate in a", seen[^1]);
    });

    [Fact]
    public void Call_AnsweredAndPostponed_ComesAgainWithoutACaller() => Run(static async (test, machine, seen) =>
    {
        Assert.Equal("early", await machine.CallAsync(new Ask("ask", static (machine, message) =>
        {
            machine.Answer(message, machine.State == "a" ? "early" : "late");
            PostponedIn("a")(machine, message);
        })));
        machine.Cast(new Event("go", static (machine, _) => machine.MoveTo("b")));
        await test.IdleAsync();

        Assert.Equal("ask in b", seen[^1]);
        Assert.Equal(DeadLetterCause.NoCaller, Assert.Single(test.Simulation.DeadLetters).Cause);
    });

    [Fact]
    public void TakenCaller_OfAPostponedCall_CanBeAnsweredByAnotherEvent() => Run(static async (test, machine, seen) =>
    {
        ReplyTo<string> caller = default;
        ValueTask<string> answer = machine.CallAsync(new Ask("ask", (machine, message) =>
        {
            caller = machine.State == "a" ? machine.Take(message) : caller;
            PostponedIn("a")(machine, message);
        }));
        machine.Cast(new Event("answer", (_, _) => caller.Reply("taken")));

        Assert.Equal("taken", await answer);
    });

    [Fact]
    public void MoveTo_TheSameState_IsNoChange() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("wait", PostponedIn("a")));
        machine.Cast(new Event("same", static (machine, _) =>
        {
            machine.MoveTo("b");
            machine.MoveTo("a");
        }));
        await test.IdleAsync();

        Assert.Equal(["enter a from a", "wait in a", "same in a"], seen);
    });

    [Fact]
    public void Signal_IsAnEventToo() => Run(
        static async (test, machine, seen) =>
        {
            machine.Cast(new Event("watch", static (machine, _) => machine.Watch()));
            machine.Cast(new Event("go", static (machine, _) => machine.MoveTo("b")) { Takes = Tick });
            await test.DelayAsync(Tick * 2);

            Assert.Equal(["enter a from a", "watch in a", "go in a", "enter b from a", "Down in b", "enter c from b", "Down in c"], seen);
        },
        static seen => new(seen)
        {
            Signalled = static (machine, _) =>
            {
                if (machine.State == "b")
                {
                    machine.Postpone();
                    machine.MoveTo("c");
                }
            },
        });

    [Fact]
    public void Stop_InACallback_LeavesTheRestUnhandled() => Run(static async (test, machine, seen) =>
    {
        machine.Cast(new Event("stop", static (machine, _) =>
        {
            machine.MoveTo("b");
            machine.Insert(new Event("own"));
            machine.Stop(ExitReason.Shutdown);
        }));
        await test.IdleAsync();

        Assert.Equal(["enter a from a", "stop in a", "terminate in a"], seen.Take(3));
        Assert.False(machine.Pid.IsAlive);
    });

    [Fact]
    public void Enter_ThatDecides_IsACrashThatSaysSo() => Simulation.Test(
        static async test =>
        {
            ServerRef<Event> machine = await test.StartSupervisedAsync<Event>(() => new ScriptedMachine([]) { Enter = static (machine, _) => machine.MoveTo("b") });

            Report.ProcessCrashed crash = await test.ExpectCrashAsync(crash => crash.Pid == machine.Pid);
            Assert.Contains("MoveTo cannot be used in EnterAsync", crash.Reason.ToString(), StringComparison.Ordinal);
        },
        new SimulationOptions { Crashes = CrashPolicy.Allow });

    internal static Act PostponedIn(string state) => (machine, _) =>
    {
        if (machine.State == state)
        {
            machine.Postpone();
        }
    };

    internal static void Run(Func<TestProcess, ServerRef<Event>, List<string>, Task> body, Func<List<string>, ScriptedMachine>? create = null) => Simulation.Test(
        async test =>
        {
            List<string> seen = [];
            ServerRef<Event> machine = await test.StartSupervisedAsync<Event>(
                create is null ? () => new ScriptedMachine(seen) : () => create(seen), new ServerOptions { TrapExits = true });
            await body(test, machine, seen);
        });
}
