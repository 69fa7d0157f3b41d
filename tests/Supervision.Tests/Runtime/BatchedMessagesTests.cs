using Supervision.Runtime;
using Supervision.Tests.Allocations;

namespace Supervision.Tests.Runtime;

/// <summary>A server that is far behind gets its messages in batches; nobody can tell but by what it costs.</summary>
public sealed class BatchedMessagesTests : IAsyncDisposable
{
    private const int Many = 1000;

    private readonly InlineScheduler _scheduler = new();
    private readonly List<DeadLetter> _dead = [];
    private readonly ProcessRuntime _runtime;

    public BatchedMessagesTests() =>
        _runtime = new ProcessRuntime(new ProcessRuntimeOptions { Scheduler = _scheduler, OnDeadLetter = _dead.Add });

    public async ValueTask DisposeAsync()
    {
        Task disposing = _runtime.DisposeAsync().AsTask();
        _scheduler.RunUntilIdle();
        await disposing;
    }

    [Fact]
    public void Messages_OfAllKinds_AreHandledInOrder()
    {
        (Recorder recorder, ServerRef<object> server) = Start();
        List<object> sent = [];
        List<ValueTask<int>> calls = [];
        for (int i = 0; i < Many; i++)
        {
            object message = i % 7 == 0 ? new Question(i) : $"message {i}";
            sent.Add(message);
            if (message is Question question)
            {
                calls.Add(server.CallAsync(question));
            }
            else
            {
                server.Cast(message);
            }
        }

        _scheduler.RunUntilIdle();

        Assert.Equal(sent, recorder.Handled);
        Assert.All(calls, static call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public void Message_ToAServerThatIsBehind_AllocatesItsPlaceInAnArray()
    {
        (_, ServerRef<object> server) = Start();
        Flood(server, Many);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Flood(server, Many);

        // A reference each, a node and an array for every 256, and what is free in the last of them.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, (Many * 9) + (256 * 9));
    }

    [Fact]
    public void MailboxLength_OfAServerThatIsBehind_CountsEveryMessage()
    {
        (_, ServerRef<object> server) = Start();

        Flood(server, Many);

        Assert.Equal(Many, server.Pid.Target is ProcessCell cell ? cell.MailboxLength : -1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Many)]
    public void Kill_WhileMessagesWait_EndsTheServerBeforeTheNext(int sentAfterTheKill)
    {
        (Recorder recorder, ServerRef<object> server) = Start();
        recorder.OnFirst = () =>
        {
            Flood(server, 1);
            server.Pid.Exit(ExitReason.Kill);
            Flood(server, sentAfterTheKill);
        };
        Flood(server, Many);

        _scheduler.RunUntilIdle();

        Assert.Single(recorder.Handled);
        Assert.False(server.Pid.IsAlive);
        Assert.Equal(Many + sentAfterTheKill, _dead.Count);
        Assert.All(_dead, static letter => Assert.Equal(DeadLetterCause.ProcessEnded, letter.Cause));
    }

    [Fact]
    public void SuspendedServer_ThatIsBehind_HandlesNothingUntilItIsResumed()
    {
        (Recorder recorder, ServerRef<object> server) = Start();
        Task suspended = _runtime.SuspendAsync(server.Pid);
        Flood(server, Many);
        _scheduler.RunUntilIdle();
        Assert.True(suspended.IsCompletedSuccessfully);
        Assert.Empty(recorder.Handled);
        Flood(server, Many);

        Task resumed = _runtime.ResumeAsync(server.Pid);
        _scheduler.RunUntilIdle();

        Assert.True(resumed.IsCompletedSuccessfully);
        Assert.Equal(2 * Many, recorder.Handled.Count);
    }

    [Fact]
    public void UnexpectedMessage_InABatch_IsADeadLetterAndTheNextIsHandled()
    {
        Recorder recorder = new();
        ServerRef<string> server = Start<string>(() => new Strings(recorder));
        for (int i = 0; i < Many; i++)
        {
            server.Pid.Send(i % 2 == 0 ? "text" : new object());
        }

        _scheduler.RunUntilIdle();

        Assert.Equal(Many / 2, recorder.Handled.Count);
        Assert.Equal(Many / 2, _dead.Count(static letter => letter.Cause == DeadLetterCause.UnexpectedMessage));
    }

    private static void Flood(ServerRef<object> server, int messages)
    {
        int accepted = 0;
        for (int i = 0; i < messages; i++)
        {
            accepted += server.Cast("flood") == SendResult.Accepted ? 1 : 0;
        }

        Assert.Equal(messages, accepted);
    }

    private (Recorder Recorder, ServerRef<object> Server) Start()
    {
        Recorder recorder = new();
        return (recorder, Start<object>(() => recorder));
    }

    private ServerRef<TMessage> Start<TMessage>(Func<GenServer<TMessage>> create)
        where TMessage : notnull
    {
        Task<ServerRef<TMessage>> start = _runtime.StartServerAsync(create);
        _scheduler.RunUntilIdle();
        Assert.True(start.IsCompletedSuccessfully);
#pragma warning disable xUnit1031, VSTHRD002 // It has completed.
        return start.Result;
#pragma warning restore xUnit1031, VSTHRD002
    }

    private sealed record Question(int Number) : ICall<object, int>;

    private sealed class Recorder : GenServer<object>
    {
        internal List<object> Handled { get; } = [];

        internal Action? OnFirst { get; set; }

        protected override ValueTask HandleAsync(object message)
        {
            Handled.Add(message);
            if (Handled.Count == 1)
            {
                OnFirst?.Invoke();
            }

            if (message is Question question)
            {
                Reply(question, question.Number);
            }

            return default;
        }
    }

    private sealed class Strings(Recorder recorder) : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message)
        {
            recorder.Handled.Add(message);
            return default;
        }
    }
}
