using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>Names: one to a process, one process to a name, free before anybody hears of the holder's end.</summary>
[Trait("Bug", "30")]
public sealed class NameTests
{
    [Fact]
    public void Name_OfALivingProcess_IsFoundAndTaken()
    {
        using Simulation simulation = new();
        simulation.Run(context =>
        {
            Pid holder = context.Spawn(Bodies.Idle, new ProcessOptions { Name = "held" });

            Assert.Equal(holder, context.Runtime.Find("held"));
            Assert.False(context.TryRegister("held"));
            Assert.Throws<InvalidOperationException>(() => context.Spawn(Bodies.Idle, new ProcessOptions { Name = "held" }));
            Assert.Equal(2, context.Runtime.ProcessCount);
            Assert.StartsWith("held<", holder.ToString(), StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Process_WithAName_GetsNoSecond()
    {
        using Simulation simulation = new();
        simulation.Run(context =>
        {
            Assert.True(context.TryRegister("first"));

            Assert.False(context.TryRegister("second"));
            Assert.False(context.Runtime.TryRegister("second", context.Self));
            Assert.Equal(Pid.None, context.Runtime.Find("second"));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Unregister_ThenRegister_NameMovesOn()
    {
        using Simulation simulation = new();
        simulation.Run(context =>
        {
            context.TryRegister("first");

            Assert.True(context.Runtime.Unregister("first"));

            Assert.False(context.Runtime.Unregister("first"));
            Assert.Equal(Pid.None, context.Runtime.Find("first"));
            Assert.True(context.TryRegister("second"));
            Assert.Equal(context.Self, context.Runtime.Find("second"));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Name_AtTheNoticeOfTheEnd_IsFreeForTheSuccessor() => Seeds.Explore(async context =>
    {
        context.TrapExits = true;
        for (int i = 0; i < 5; i++)
        {
            Pid holder = context.SpawnLink(Bodies.Idle, new ProcessOptions { Name = "held" });
            holder.Exit(i % 2 == 0 ? ExitReason.Kill : ExitReason.Shutdown);

            await context.ReceiveAsync<Signal.Exit>(exit => exit.From == holder);
            Assert.Equal(Pid.None, context.Runtime.Find("held"));
        }
    });

    [Fact]
    public void Name_TakenOverBySuccessor_SurvivesTheEndOfThePredecessor() => Seeds.Explore(async context =>
    {
        Pid old = context.Spawn(Bodies.Idle, new ProcessOptions { Name = "held" });
        context.Runtime.Unregister("held");
        Pid successor = context.Spawn(Bodies.Idle);
        Assert.True(context.Runtime.TryRegister("held", successor));

        old.Exit(ExitReason.Kill);
        await old.WaitForExitAsync();

        Assert.Equal(successor, context.Runtime.Find("held"));
    });

    [Fact]
    public void Name_RegisteredWhileTheProcessDies_IsNeverLeftWithACorpse() => Seeds.Explore(async context =>
    {
        Pid dying = context.Spawn(Bodies.EndsWith(ExitReason.Shutdown));
        dying.Send("end");
        for (int i = 0; i < 4; i++)
        {
            context.Runtime.TryRegister($"name {i}", dying);
            await Task.Yield();
        }

        await dying.WaitForExitAsync();

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(Pid.None, context.Runtime.Find($"name {i}"));
            Assert.True(context.Runtime.TryRegister($"name {i}", context.Self));
            context.Runtime.Unregister($"name {i}");
        }
    });

    [Fact]
    public void Send_ToAName_ReachesTheHolderOrIsADeadLetter()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TryRegister("me");

            Assert.Equal(SendResult.Accepted, context.Runtime.Send("me", "hello"));
            Assert.Equal(SendResult.NoProcess, context.Runtime.Send("nobody", "lost"));

            Assert.Equal("hello", await context.ReceiveAsync<string>());
        });

        Assert.Equal([new DeadLetter(Pid.None, "nobody", "lost", DeadLetterCause.NoName)], simulation.DeadLetters);
    }

    [Fact]
    public void Name_WhileTheHolderIsExiting_IsNotFoundAndStillTaken()
    {
        using Simulation simulation = new();
        TaskCompletionSource slow = new();
        Pid holder = simulation.Runtime.Spawn(_ => slow.Task, new ProcessOptions { Name = "held" });
        simulation.RunUntilIdle();

        holder.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.Equal(Pid.None, simulation.Runtime.Find("held"));
        Assert.Throws<InvalidOperationException>(() => simulation.Runtime.Spawn(Bodies.Idle, new ProcessOptions { Name = "held" }));
        slow.SetResult();
        simulation.RunUntilIdle();
        simulation.Runtime.Spawn(Bodies.Idle, new ProcessOptions { Name = "held" });
    }

    [Fact]
    public void FindAsync_BeforeAnybodyHoldsTheName_CompletesWithTheHolder() => Seeds.Explore(async context =>
    {
        Task<Pid> found = context.Runtime.FindAsync("later");
        Pid holder = context.Spawn(Bodies.Idle, new ProcessOptions { Name = "later" });

        Assert.Equal(holder, await found);
    });

    [Fact]
    public async Task FindAsync_WhenTheRuntimeHasStopped_FailsForThoseWhoWaitAndThoseWhoCome()
    {
        ProcessRuntime runtime = new();
        Task<Pid> waits = runtime.FindAsync("never", CancellationToken.None);
        Task<Pid> waitsWithToken = runtime.FindAsync("never", TestContext.Current.CancellationToken);

        await runtime.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waits);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waitsWithToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => runtime.FindAsync("never", CancellationToken.None));
    }
}
