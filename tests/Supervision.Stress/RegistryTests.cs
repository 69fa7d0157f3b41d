using System.Collections.Concurrent;

namespace Supervision.Stress;

/// <summary>Registries on real threads, while everybody dies.</summary>
public sealed class RegistryTests
{
    private const int Keys = 8;
    private const int Population = 32;

    [Fact]
    public async Task UniqueKeys_ContendedForWhileHoldersAreKilled_HaveOneHolderAndVanishWithIt()
    {
        int terms = Load.Times(4000);
        await using ProcessRuntime runtime = new();
        UniqueRegistry<int, int> registry = new(runtime);
        int[] holders = new int[Keys];
        int begun = 0;
        ConcurrentQueue<string> wrong = [];
        Pid[] contenders = new Pid[Population];
        for (int index = 0; index < Population; index++)
        {
            contenders[index] = runtime.Spawn(process => ContendAsync(process, index % Keys));
        }

        // Whoever ends is replaced, so that keys are always contended for.
        await Load.OnThreads(1, _ =>
        {
            for (int next = 0; Volatile.Read(ref begun) < terms; next = (next + 7) % Population)
            {
                Pid old = contenders[next];
                old.Exit(next % 2 == 0 ? ExitReason.Kill : ExitReason.Shutdown);
                int key = next % Keys;
                contenders[next] = runtime.Spawn(process => ReplaceAsync(process, old, key));
                Load.Spin(200);
            }
        }).InTime();
        Array.ForEach(contenders, static contender => contender.Exit(ExitReason.Kill));
        await Task.WhenAll(contenders.Select(static contender => contender.WaitForExitAsync(TestContext.Current.CancellationToken))).InTime();

        Assert.Empty(wrong);
        Assert.Equal(0, registry.Count);
        Assert.Empty(registry.Where());

        async Task ReplaceAsync(ProcessContext process, Pid old, int key)
        {
            MonitorRef monitor = process.Monitor(old);
            await process.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);
            if (registry.Where(entry => entry.Pid == old).Count > 0)
            {
                wrong.Enqueue($"{old} is dead and has a key");
            }

            await ContendAsync(process, key);
        }

        async Task ContendAsync(ProcessContext process, int key)
        {
            while (!registry.TryRegister(process, key, key, out Pid holder))
            {
                MonitorRef monitor = process.Monitor(holder);
                await process.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);
            }

            if (Interlocked.Increment(ref holders[key]) != 1)
            {
                wrong.Enqueue($"two hold {key}");
            }

            try
            {
                Interlocked.Increment(ref begun);
                await process.ReceiveAsync<string>();
            }
            finally
            {
                Interlocked.Decrement(ref holders[key]);
            }
        }
    }
}
