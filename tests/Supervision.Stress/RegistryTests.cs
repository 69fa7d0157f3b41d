using System.Collections.Concurrent;

namespace Supervision.Stress;

/// <summary>Registries on real threads, while everybody dies.</summary>
public sealed class RegistryTests
{
    [Fact]
    public async Task UniqueKeys_ContendedForWhileHoldersAreKilled_HaveOneHolderAndVanishWithIt()
    {
        await using ProcessRuntime runtime = new();
        Contest contest = new(runtime);

        await Load.OnThreads(1, _ => contest.KillAndReplace(Load.Times(4000))).InTime();
        await contest.EndAsync();

        Assert.Empty(contest.Wrong);
        Assert.Equal(0, contest.Registry.Count);
        Assert.Empty(contest.Registry.Where());
    }

    private sealed class Contest
    {
        private const int Keys = 8;
        private const int Population = 32;

        private readonly int[] _holders = new int[Keys];
        private readonly Pid[] _contenders = new Pid[Population];
        private readonly ProcessRuntime _runtime;
        private int _terms;

        internal Contest(ProcessRuntime runtime)
        {
            _runtime = runtime;
            Registry = new UniqueRegistry<int, int>(runtime);
            for (int index = 0; index < Population; index++)
            {
                int key = index % Keys;
                _contenders[index] = runtime.Spawn(process => ContendAsync(process, key));
            }
        }

        internal UniqueRegistry<int, int> Registry { get; }

        internal ConcurrentQueue<string> Wrong { get; } = [];

        /// <summary>Whoever is killed is replaced, so that every key is always contended for.</summary>
        internal void KillAndReplace(int terms)
        {
            for (int next = 0; Volatile.Read(ref _terms) < terms; next = (next + 7) % Population)
            {
                Pid old = _contenders[next];
                int key = next % Keys;
                old.Exit(next % 2 == 0 ? ExitReason.Kill : ExitReason.Shutdown);
                _contenders[next] = _runtime.Spawn(process => ReplaceAsync(process, old, key));
                Load.Spin(200);
            }
        }

        internal Task EndAsync()
        {
            Array.ForEach(_contenders, static contender => contender.Exit(ExitReason.Kill));
            return Task.WhenAll(_contenders.Select(static contender => contender.WaitForExitAsync(TestContext.Current.CancellationToken))).InTime();
        }

        private async Task ReplaceAsync(ProcessContext process, Pid old, int key)
        {
            await DownAsync(process, old);
            if (Registry.Where(entry => entry.Pid == old).Count > 0)
            {
                Wrong.Enqueue($"{old} is dead and has a key");
            }

            await ContendAsync(process, key);
        }

        private async Task ContendAsync(ProcessContext process, int key)
        {
            while (!Registry.TryRegister(process, key, key, out Pid holder))
            {
                await DownAsync(process, holder);
            }

            if (Interlocked.Increment(ref _holders[key]) != 1)
            {
                Wrong.Enqueue($"two hold {key.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            }

            try
            {
                Interlocked.Increment(ref _terms);
                await process.ReceiveAsync<string>();
            }
            finally
            {
                Interlocked.Decrement(ref _holders[key]);
            }
        }

        private static async Task DownAsync(ProcessContext process, Pid other)
        {
            MonitorRef monitor = process.Monitor(other);
            await process.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);
        }
    }
}
