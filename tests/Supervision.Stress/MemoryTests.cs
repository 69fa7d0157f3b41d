using System.Reflection;
using System.Runtime.CompilerServices;

namespace Supervision.Stress;

/// <summary>What processes cost while they idle, and what is left of them when they are dead.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task IdleServer_Unsupervised_CostsAtMost250Bytes()
    {
        int count = Load.Processes(200_000);
        await using ProcessRuntime runtime = new();
        await StartServers(runtime, 1_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await StartServers(runtime, count);

        double each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        Load.Print($"idle server, unsupervised: {each:0.0} bytes (over {count})");
        Assert.InRange(each, 1, 250);
        await KillAll(runtime);
    }

    [Fact]
    public async Task PidOfADeadProcess_KeepsASmallShell()
    {
        const int Count = 400_000;
        await using ProcessRuntime runtime = new();
        Pid[] kept = new Pid[Count];
        double each = double.MaxValue;
        for (int round = 0; round < 4; round++)
        {
            await StartAndKill(runtime, kept);
            Array.Clear(kept);
            long before = GC.GetTotalMemory(forceFullCollection: true);

            await StartAndKill(runtime, kept);

            // The smallest of some rounds, in whole bytes: the runtime's own tables and the test runner grow now and then, too.
            each = Math.Min(each, Math.Round((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count));
        }

        Load.Print($"kept pid of a dead process: {each} bytes");
        Assert.InRange(each, 1, 120);
        GC.KeepAlive(kept);
    }

    [Fact]
    public async Task PidOfADeadProcess_KeepsNothingElse()
    {
        await using ProcessRuntime runtime = new();
        (Pid pid, List<(string What, WeakReference Reference)> parts) = await LiveAndDie(runtime);
        await Load.UntilAsync(
            () =>
            {
                GC.Collect();
                return !parts.Exists(static part => part.Reference.IsAlive);
            },
            $"collected: {string.Join(", ", parts.Where(part => part.Reference.IsAlive).Select(part => part.What))}");

        Assert.False(pid.IsAlive);
    }

    [Fact]
    [Trait("Bug", "8")]
    public async Task HandledMessages_OfAParkedProcess_AreCollected()
    {
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        Pid body = runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<Job>();
            }
        });
        WeakReference[] messages = await SendAndForget(runtime, server, body);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(0, messages.Count(static message => message.IsAlive));
        GC.KeepAlive(server);
    }

    private static async Task StartServers(ProcessRuntime runtime, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await runtime.StartServerAsync(static () => new Idle());
        }
    }

    private static async Task StartAndKill(ProcessRuntime runtime, Pid[] kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = (await runtime.StartServerAsync(static () => new Idle())).Pid;
            kept[i].Exit(i % 2 == 0 ? ExitReason.Kill : new ExitReason.Custom("done"));
        }

        await Load.UntilAsync(() => runtime.ProcessCount == 0, "all are dead");
    }

    private static async Task KillAll(ProcessRuntime runtime)
    {
        foreach (Pid pid in runtime.Processes())
        {
            pid.Exit(ExitReason.Kill);
        }

        await Load.UntilAsync(() => runtime.ProcessCount == 0, "all are dead");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(Pid Pid, List<(string What, WeakReference Reference)> Parts)> LiveAndDie(ProcessRuntime runtime)
    {
        List<(string, WeakReference)> parts = [];
        TaskCompletionSource begun = new();
        Pid pid = runtime.Spawn(
            async context =>
            {
                object state = new();
                parts.Add(("state", new WeakReference(state)));
                parts.Add(("context", new WeakReference(context)));
                parts.Add(("closure", new WeakReference(parts)));
                Pid linked = context.SpawnLink(static other => other.ReceiveAsync<object>().AsTask());
                parts.Add(("linked process", new WeakReference(ProcessOf(linked))));
                Pid watched = context.Spawn(static other => other.ReceiveAsync<object>().AsTask());
                context.Monitor(watched);
                parts.Add(("watched process", new WeakReference(ProcessOf(watched))));
                context.SendAfter(TimeSpan.FromDays(1), context.Self, Message(parts, "timed message"));
                context.CancellationToken.Register(static _ => { }, state);
                begun.SetResult();
                watched.Exit(ExitReason.Kill);
                await context.ReceiveAsync<string>();
                GC.KeepAlive(state);
            },
            new ProcessOptions { Name = "mortal", Label = new string('x', 10), Mailbox = new MailboxOptions(1_000) });
        await begun.Task;
        for (int i = 0; i < 10; i++)
        {
            pid.Send(Message(parts, "message"));
        }

        await runtime.InfoAsync(pid);
        pid.Exit(ExitReason.Kill);
        await Load.UntilAsync(() => runtime.ProcessCount == 0, "all are dead");
        return (pid, [.. parts]);
    }

    private static object Message(List<(string, WeakReference)> parts, string what)
    {
        object message = new();
        parts.Add((what, new WeakReference(message)));
        return message;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference[]> SendAndForget(ProcessRuntime runtime, ServerRef<Job> server, Pid body)
    {
        List<WeakReference> messages = [];
        for (int i = 0; i < 1_000; i++)
        {
            Job.Echo message = new(i);
            messages.Add(new WeakReference(message));
            server.Cast(message);
            body.Send(message);
        }

        await server.CallAsync(new Job.Echo(0));

        // The body answers between two of its messages; each answer is a turn of its own further.
        while ((await runtime.InfoAsync(body).InTime())?.MailboxLength > 0)
        {
        }

        return [.. messages];
    }

    /// <summary>The object behind a pid, which nothing public shows.</summary>
    private static object ProcessOf(Pid pid) =>
        typeof(Pid).GetField("_target", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(pid)!;

    /// <summary>A server without state.</summary>
    private sealed class Idle : GenServer<Job>
    {
        protected override ValueTask HandleAsync(Job message) => default;
    }
}
