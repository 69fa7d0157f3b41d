using System.Collections.Concurrent;
using System.Net;
using Supervision.Samples.Stress;

namespace MakeItCrash.Stress;

/// <summary>The theatre with its web endpoint. People join, crash their partition, look whether they are still in, and leave.</summary>
public sealed class MakeItCrashTests
{
    private readonly ConcurrentQueue<string> _people = new("ABEFLMRS".SelectMany(static letter => Enumerable.Range(0, 20).Select(number => Invariant($"{letter}{number}"))));
    private int _joined;
    private int _lostWithTheState;
    private int _crashes;

    [Fact]
    public async Task Theatre_StruckWhilePeopleJoinAndCrash_LosesNobodyButWithTheStateServer()
    {
        await using ProcessRuntime runtime = LiveTree.NewRuntime();
        ChildSpec web = CrashEndpoint.Child(new EndpointPlace(0), new Stage(runtime));
        SupervisorRef root = await runtime.StartSupervisorAsync(CrashTree.Build(TimeSpan.Zero, static _ => { }, web)).InTime();

        await LiveTree.StrikeAsync(
            root,
            new ChaosOptions { Load = VisitAsync, SteadyState = MustVisitAsync },
            () => $"{_joined:N0} joined and were found again, {_crashes:N0} pressed Crash, {_lostWithTheState:N0} were lost with the StateServer");

        Assert.True(_joined > 0 && _crashes > 0, "nobody joined, or nobody crashed");
    }

    private async Task VisitAsync(ProcessContext context)
    {
        if (_people.TryDequeue(out string? name))
        {
            try
            {
                await VisitAsync(context, name);
            }
            finally
            {
                _people.Enqueue(name);
            }
        }

        await context.DelayAsync(TimeSpan.FromMilliseconds(5));
    }

    private async Task VisitAsync(ProcessContext context, string name)
    {
        Stage stage = new(context.Runtime);
        Partition partition = Partition.Of(name);
        Pid state = context.Runtime.Find(Names.State);
        CallResult<bool> joined = await stage.AskAsync(partition, new PartitionMessage.New(name), context.CancellationToken);
        if (!joined.IsReply)
        {
            return;
        }

        Assert.True(joined.Reply, "there was room");
        if (Interlocked.Increment(ref _joined) % 10 == 0 && await stage.CrashAsync(partition, name, context.CancellationToken))
        {
            Interlocked.Increment(ref _crashes);
        }

        CallResult<bool> left = await stage.AskAsync(partition, new PartitionMessage.Leave(name), context.CancellationToken);
        if (left is { IsReply: true, Reply: false })
        {
            Assert.NotEqual(state, context.Runtime.Find(Names.State));
            Interlocked.Increment(ref _lostWithTheState);
        }
    }

    private async Task MustVisitAsync(ProcessContext context)
    {
        Stage stage = new(context.Runtime);
        foreach (Partition partition in Partition.All)
        {
            string name = Invariant($"{partition.Last} of the steady state");
            CallResult<bool> joined = await stage.AskAsync(partition, new PartitionMessage.New(name), context.CancellationToken);
            CallResult<bool> left = await stage.AskAsync(partition, new PartitionMessage.Leave(name), context.CancellationToken);
            if (!joined.IsReply || !left.IsReply)
            {
                throw new IOException($"{partition.Label} does not answer.");
            }
        }
    }
}
