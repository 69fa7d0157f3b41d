using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>A process that is told to end does end, whatever its code does.</summary>
public sealed class EndingTests
{
    [Fact]
    public void Kill_OfBodyThatYieldsForEver_EndsItAfterAbandonAfter()
    {
        bool stop = false;
        using Simulation simulation = new(options: new ProcessRuntimeOptions { AbandonAfter = TimeSpan.FromSeconds(2) });
        Pid busy = simulation.Runtime.Spawn(async _ =>
        {
            while (!stop)
            {
                await Task.Yield();
            }
        });
        for (int i = 0; i < 10; i++)
        {
            simulation.Step();
        }

        busy.Exit(ExitReason.Kill);
        for (int i = 0; i < 10; i++)
        {
            simulation.Step();
        }

        simulation.Time.FireNext();
        for (int i = 0; i < 10; i++)
        {
            simulation.Step();
        }

        Assert.Equal([(busy, ExitReason.Killed)], simulation.Exits);
        Assert.Equal(TimeSpan.FromSeconds(2), simulation.Time.Elapsed);
        stop = true;
        simulation.RunUntilIdle();
        Assert.Equal(0, simulation.Runtime.StragglerCount);
    }

    [Fact]
    public void Kill_OfSenderThatWaitsForRoom_EndsItAtOnce()
    {
        ProcessOptions full = new() { Mailbox = new MailboxOptions(1) };
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid receiver = context.Spawn(self => self.DelayAsync(Timeout.InfiniteTimeSpan), full);
            Pid sender = context.Spawn(async _ =>
            {
                await receiver.SendAsync("one");
                await receiver.SendAsync("two");
            });
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            MonitorRef monitor = context.Monitor(sender);
            sender.Exit(ExitReason.Kill);
            Signal.Down? down = await context.TryReceiveAsync<Signal.Down>(TimeSpan.FromSeconds(1));
            Assert.Same(monitor, down?.Monitor);
            Assert.Equal(ExitReason.Killed, down?.Reason);
        });
        Assert.Equal(0, simulation.Runtime.StragglerCount);
    }

    [Fact]
    public void LateCode_OfAbandonedProcess_CannotSend()
    {
        TaskCompletionSource never = new();
        List<object> received = [];
        bool ranFinally = false;
        using Simulation simulation = new(options: new ProcessRuntimeOptions { AbandonAfter = TimeSpan.FromSeconds(1) });
        Pid receiver = simulation.Runtime.Spawn(async context => received.Add(await context.ReceiveAsync<string>()));
        Pid stuck = simulation.Runtime.Spawn(async context =>
        {
            try
            {
                await never.Task;
                receiver.Send("from a dead process");
                await Task.Yield();
                receiver.Send("and again");
            }
            finally
            {
                Assert.Throws<ProcessExitException>(() => context.Monitor(receiver));
                ranFinally = true;
            }
        });
        simulation.RunUntilIdle();
        stuck.Exit(ExitReason.Kill);
        simulation.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, simulation.Runtime.StragglerCount);
        never.SetResult();
        simulation.RunUntilIdle();

        Assert.True(ranFinally);
        Assert.Empty(received);
        Assert.Equal(0, simulation.Runtime.StragglerCount);
        Assert.All(simulation.DeadLetters, letter => Assert.Equal(DeadLetterCause.SenderEnded, letter.Cause));
        Assert.Equal(2, simulation.DeadLetters.Count);
    }

    [Fact]
    public void ContextOperation_ThatThrows_LeavesTheGateInOrder()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid body = context.Spawn(_ => Task.CompletedTask);
            ServerRef<Work> server = await context.StartServerAsync(() => new TestServer());
            await server.CallAsync(new Ask<int>((self, ask) =>
            {
                Assert.Throws<InvalidOperationException>(() => self.Context.TakeCaller(ask));
                self.Reply(ask, 1);
            }));
            Assert.Equal(0, ((Supervision.Runtime.ProcessCell)server.Pid.Target!).GateEpoch % 2);
        });
    }

    [Fact]
    public void Receive_BeforeAnEarlierResultIsTaken_LosesNothing()
    {
        TaskCompletionSource other = new();
        List<string?> received = [];
        using Simulation simulation = new();
        Pid process = simulation.Runtime.Spawn(async context =>
        {
            Task<string?> first = context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1)).AsTask();
            await other.Task;
            Task<string> second = context.ReceiveAsync<string>().AsTask();
            received.Add(await first);
            received.Add(await second);
        });
        simulation.RunUntilIdle();

        // The other await goes on in the turn in which the wait ends, and before its result is taken.
        other.SetResult();
        simulation.Time.FireNext();
        simulation.RunUntilIdle();
        process.Send("a");
        simulation.RunUntilIdle();

        Assert.Equal([null, "a"], received);
    }

    [Fact]
    public void AsyncVoidCode_OfDeadProcess_Throws_IsToldAndHarmsNobody()
    {
        TaskCompletionSource late = new();
        using Simulation simulation = new();
        simulation.Runtime.Spawn(_ =>
        {
            FailLate();
            return Task.CompletedTask;
        });
        simulation.RunUntilIdle();
        late.SetResult();

        simulation.RunUntilIdle();
        Assert.Equal(0, simulation.Runtime.ProcessCount);

#pragma warning disable VSTHRD100, MA0155 // The mistake is what the test is about.
        async void FailLate()
        {
            await late.Task;
            throw new InvalidOperationException("late");
        }
#pragma warning restore VSTHRD100, MA0155
    }
}
