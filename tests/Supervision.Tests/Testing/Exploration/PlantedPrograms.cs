using Supervision.Testing;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>Programs with a mistake that shows only in some orders, and never in the plain one. Each is a test that fails in those.</summary>
internal static class PlantedPrograms
{
    internal static IReadOnlyDictionary<string, Func<TestProcess, Task>> All { get; } = new Dictionary<string, Func<TestProcess, Task>>(StringComparer.Ordinal)
    {
        ["lost update"] = LostUpdate,
        ["reply and timeout"] = ReplyAndTimeout,
        ["start order"] = StartOrder,
        ["deadlock"] = Deadlock,
        ["forgotten demonitor"] = ForgottenDemonitor,
        ["dropped request"] = DroppedRequest,
        ["slow process"] = SlowProcess,
    };

    /// <summary>Two callers read, add and write; one does so between the other's reading and writing.</summary>
    internal static async Task LostUpdate(TestProcess test)
    {
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        await Task.WhenAll(AddOne(hesitations: 0), AddOne(hesitations: 3));

        Assert.Equal(2, await cell.CallAsync(new Cell.Get()));

        Task AddOne(int hesitations) => test.Spawn(async _ =>
        {
            await HesitateAsync(cell, hesitations);
            int number = await cell.CallAsync(new Cell.Get());
            await cell.CallAsync(new Cell.Put(number + 1));
        }).WaitForExitAsync();
    }

    /// <summary>A caller takes a timeout for "it was not done" and asks again. The timeout comes although the reply is on its way.</summary>
    internal static async Task ReplyAndTimeout(TestProcess test)
    {
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        CallResult<bool> first = await cell.TryCallAsync(new Cell.AddAndTell(1), TimeSpan.FromSeconds(1));
        if (!first.IsReply)
        {
            await cell.CallAsync(new Cell.AddAndTell(1), Timeout.InfiniteTimeSpan);
        }

        Assert.Equal(1, await cell.CallAsync(new Cell.Get(), Timeout.InfiniteTimeSpan));
    }

    /// <summary>A process tells another one, by its name, that it has started; the other may not have its name yet.</summary>
    internal static async Task StartOrder(TestProcess test)
    {
        Pid self = test.Self;
        test.Spawn(async context =>
        {
            context.TryRegister("log");
            self.Send(await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1)) ?? "silence");
        });
        test.Spawn(context =>
        {
            context.Runtime.Send("log", "started");
            return Task.CompletedTask;
        });

        Assert.Equal("started", await test.ReceiveAsync<string>());
    }

    /// <summary>Two servers of which each asks the other when it is told to; usually the one has its answer before the other is told.</summary>
    internal static async Task Deadlock(TestProcess test)
    {
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        ServerRef<Friend> a = await test.StartSupervisedAsync(Friend.Create, id: "a");
        ServerRef<Friend> b = await test.StartSupervisedAsync(Friend.Create, id: "b");
        a.Cast(new Friend.Ask(b));
        await HesitateAsync(cell, 3);
        b.Cast(new Friend.Ask(a));
        await test.IdleAsync();
    }

    /// <summary>A worker that was watched for its answer ends some time after; the notice of that is taken for the end of the next one.</summary>
    internal static async Task ForgottenDemonitor(TestProcess test)
    {
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        string first = await AskAsync();
        string second = await AskAsync();

        Assert.Equal(("done", "done"), (first, second));

        async Task<string> AskAsync()
        {
            Pid self = test.Self;
            (Pid worker, _) = test.SpawnMonitor(async _ =>
            {
                self.Send("done");
                await HesitateAsync(cell, 3);
            });
            test.OnExit(() => worker.WaitForExitAsync());
            return await test.ReceiveAsync<object>() as string ?? "the worker is gone";
        }
    }

    /// <summary>A number is passed on by a server that may be restarted: what is in its mailbox then is gone, and nobody asks whether it arrived.</summary>
    internal static async Task DroppedRequest(TestProcess test)
    {
        test.AllowCrashes();
        ServerRef<Cell> cell = await test.StartSupervisedAsync(Cell.Create);
        ServerRef<Relay> relay = await test.StartSupervisedAsync(Relay.To(cell), new ServerOptions { Name = "relay" });
        Task passing = test.Spawn(_ =>
        {
            relay.Cast(new Relay.Pass(1));
            return Task.CompletedTask;
        }).WaitForExitAsync();
        Task breaking = test.Spawn(async _ =>
        {
            await HesitateAsync(cell, 1);
            relay.Cast(new Relay.Break());
        }).WaitForExitAsync();
        await Task.WhenAll(passing, breaking);
        await test.IdleAsync();

        Assert.Equal(1, await cell.CallAsync(new Cell.Get()));
    }

    /// <summary>One message is on its way while another process asks twenty times.</summary>
    internal static async Task SlowProcess(TestProcess test)
    {
        const int Questions = 20;
        Pid self = test.Self;
        Pid server = test.Spawn(async context =>
        {
            int asked = 0;
            while (await context.ReceiveAsync<object>() is Pid asker)
            {
                asked++;
                asker.Send("answer");
            }

            self.Send(asked);
        });
        server.Send("late");
        Pid asker = test.Spawn(async context =>
        {
            for (int i = 0; i < Questions; i++)
            {
                server.Send(context.Self);
                await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1));
            }
        });

        int asked = await test.ReceiveAsync<int>();
        await asker.WaitForExitAsync();
        Assert.NotEqual(Questions, asked);
    }

    /// <summary>Does something else first, which takes a while in the plain order and may take none in another.</summary>
    private static async Task HesitateAsync(ServerRef<Cell> cell, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await cell.CallAsync(new Cell.Get());
        }
    }
}
