using Supervision.Testing;

namespace Supervision.Tests.Guarantees;

/// <summary>The interface shows the failure modes: what must be there dies hard, what may be away says so; and who asks chooses what that means.</summary>
public sealed class StoreGuaranteeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void LocalStore_ThatIsMissing_FailsItsInitAndTheTreesStart() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        test.TrapExits = true;
        bool isLaterStarted = false;
        StartResult start = await test.StartSupervisorAsync(Supervisor.OneForOne("root", root => root
            .Server("local", static () => new LocalStore(isThere: false))
            .Process("later", _ =>
            {
                isLaterStarted = true;
                return Task.CompletedTask;
            })));

        ExitReason reason = Assert.IsType<StartResult.Failed>(start).Reason;
        Assert.Contains("no disk", reason.ToString(), StringComparison.Ordinal);
        Assert.False(isLaterStarted);
    });

    [Fact]
    public void RemoteStore_StartsDisconnected_AndReturnsAResultRecord() => Simulation.Test(static async test =>
    {
        Network network = new();
        ServerRef<Get> remote = await test.StartSupervisedAsync(() => new RemoteStore(network), new() { Name = "remote" });

        Assert.Equal(new Answer.Disconnected("no route"), await remote.CallAsync(new Get("key")));
        network.IsUp = true;
        await test.DelayAsync(Second);
        Assert.Equal(new Answer.Found("value of key"), await remote.CallAsync(new Get("key")));
        network.IsUp = false;
        Assert.Equal(new Answer.Disconnected("no route"), await remote.CallAsync(new Get("key")));
    });

    [Fact]
    public void OrCrash_OfAFailedCall_EndsTheCallerWithTheServersReason() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        Counter failures = new() { Left = 1 };
        await test.StartSupervisedAsync(() => new FailingStore(failures), new() { Name = "store" });
        ServerRef<Get> store = ServerRef<Get>.ForName(test.Runtime, "store");
        Pid caller = test.Spawn(async _ => (await store.TryCallAsync(new Get("key"))).OrCrash());

        Assert.Equal(new ExitReason.Custom("corrupt"), await caller.WaitForExitAsync());
    });

    [Fact]
    public void OrCrash_OfAReplyThatIsAFailure_EndsTheCallerWithThatReason() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        ServerRef<Get> remote = await test.StartSupervisedAsync(static () => new RemoteStore(new Network()));
        Pid caller = test.Spawn(async _ => (await remote.CallAsync(new Get("key"))).OrCrash());

        Assert.Equal(new ExitReason.Custom("disconnected", "no route"), await caller.WaitForExitAsync());
        Assert.True(remote.Pid.IsAlive);
    });

    [Fact]
    public void TryCall_OfAFailedCall_LetsTheCallerTryAgain() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        Counter failures = new() { Left = 2 };
        await test.StartSupervisedAsync(() => new FailingStore(failures), new() { Name = "store" });
        ServerRef<Get> store = ServerRef<Get>.ForName(test.Runtime, "store");
        Backoff backoff = Backoff.Exponential(Second, Second * 10);
        int attempt = 1;
        CallResult<Answer> result = await store.TryCallAsync(new Get("key"));
        for (; !result.IsReply; attempt++)
        {
            Assert.Equal(new ExitReason.Custom("corrupt"), result.Failure.Reason);
            await test.DelayAsync(backoff.DelayOf(attempt, test.Runtime));
            result = await store.TryCallAsync(new Get("key"));
        }

        Assert.Equal((3, new Answer.Found("value of key")), (attempt, result.OrCrash()));
    });

    private sealed record Get(string Key) : ICall<Get, Answer>;

    private abstract record Answer
    {
        internal abstract string OrCrash();

        internal sealed record Found(string Value) : Answer
        {
            internal override string OrCrash() => Value;
        }

        internal sealed record Disconnected(string Why) : Answer
        {
            internal override string OrCrash() => throw new ProcessExitException(new ExitReason.Custom("disconnected", Why));
        }
    }

    private sealed class Network
    {
        internal bool IsUp { get; set; }
    }

    /// <summary>Without its disk nobody can work: it does not start.</summary>
    private sealed class LocalStore(bool isThere) : GenServer<Get>
    {
        protected override ValueTask<InitResult> InitAsync() => isThere ? base.InitAsync() : throw new IOException("no disk");

        protected override ValueTask HandleAsync(Get message)
        {
            Reply(message, new Answer.Found($"value of {message.Key}"));
            return default;
        }
    }

    /// <summary>Others work without it: it starts, and says how it is in each answer.</summary>
    private sealed class RemoteStore(Network network) : GenServer<Get>
    {
        protected override ValueTask HandleAsync(Get message)
        {
            Reply(message, network.IsUp ? new Answer.Found($"value of {message.Key}") : (Answer)new Answer.Disconnected("no route"));
            return default;
        }
    }

    /// <summary>Ends over its first requests.</summary>
    private sealed class FailingStore(Counter failures) : GenServer<Get>
    {
        protected override ValueTask HandleAsync(Get message)
        {
            if (failures.Left-- > 0)
            {
                Stop(new ExitReason.Custom("corrupt"));
            }
            else
            {
                Reply(message, new Answer.Found($"value of {message.Key}"));
            }

            return default;
        }
    }

    private sealed class Counter
    {
        internal int Left { get; set; }
    }
}
