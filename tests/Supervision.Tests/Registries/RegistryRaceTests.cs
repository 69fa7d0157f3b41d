using Supervision.Testing;

namespace Supervision.Tests.Registries;

/// <summary>Whatever the order of everything, and whoever is killed.</summary>
public sealed class RegistryRaceTests
{
    private const int Contenders = 4;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly ExplorationOptions Many = new() { Schedules = 3000, Crashes = CrashPolicy.Allow };

    [Fact]
    public void UniqueKey_ContendedFor_NeverHasTwoHoldersAndIsNeverLost() => Simulation.Explore(ContendAsync, Many);

    [Fact]
    public void DuplicateKey_JoinedAndLeft_HoldsExactlyWhoLives() => Simulation.Explore(JoinAndLeaveAsync, Many);

    [Fact]
    public void Listener_IsToldEveryComingAndGoing_OfEachProcessInOrder() => Simulation.Explore(ListenAsync, Many);

    [Fact]
    public void Lock_ContendedFor_IsHeldByOneAndNeverLost() => Simulation.Explore(LockAsync, Many);

    private static async Task LockAsync(TestProcess test)
    {
        UniqueRegistry<string, int> registry = new(test.Runtime);
        Pid acting = Pid.None;
        int terms = 0;
        List<Pid> contenders = [.. Enumerable.Range(0, Contenders).Select(_ => test.Spawn(process => registry.LockAsync(process, "key", () => HoldAsync(process))))];
        int killed = await KillSomeAsync(test, contenders);

        await Task.WhenAll(contenders.Select(static pid => pid.WaitForExitAsync()));
        Assert.InRange(terms, Contenders - killed, Contenders);
        Assert.Equal(7, await registry.LockAsync(test, "key", static () => Task.FromResult(7)));

        async Task<int> HoldAsync(ProcessContext process)
        {
            Assert.Equal(Pid.None, acting);
            acting = process.Self;
            terms++;
            try
            {
                await process.DelayAsync(Moment);
                return 0;
            }
            finally
            {
                acting = Pid.None;
            }
        }
    }

    private static async Task ContendAsync(TestProcess test)
    {
        UniqueRegistry<string, int> registry = new(test.Runtime);
        Pid acting = Pid.None;
        int terms = 0;
        List<Pid> contenders = [.. Enumerable.Range(0, Contenders).Select(_ => test.Spawn(HoldOnceAsync))];
        int killed = await KillSomeAsync(test, contenders);

        await Task.WhenAll(contenders.Select(static pid => pid.WaitForExitAsync()));
        Assert.Equal(Pid.None, acting);
        Assert.InRange(terms, Contenders - killed, Contenders);
        Assert.Equal(0, registry.Count);
        Assert.True(registry.TryRegister(test, "key", 0, out Pid holder) && holder == test.Self);

        async Task HoldOnceAsync(ProcessContext process)
        {
            while (!registry.TryRegister(process, "key", 0, out Pid holder))
            {
                MonitorRef monitor = process.Monitor(holder);
                await process.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor);
            }

            Assert.Equal(Pid.None, acting);
            acting = process.Self;
            terms++;
            try
            {
                await process.DelayAsync(Moment);
                Assert.Equal(process.Self, registry.Find("key"));
            }
            finally
            {
                acting = Pid.None;
            }
        }
    }

    private static async Task JoinAndLeaveAsync(TestProcess test)
    {
        DuplicateRegistry<string, int> registry = new(test.Runtime);
        HashSet<Pid> joined = [];
        List<Pid> members = [.. Enumerable.Range(0, Contenders).Select(number => test.Spawn(process => LiveAsync(process, number)))];
        await KillSomeAsync(test, members);
        await test.IdleAsync();

        Pid[] expected = [.. members.Where(pid => pid.IsAlive && joined.Contains(pid)).OrderBy(static pid => pid.Id)];
        Assert.Equal(expected, registry.Lookup("group").Select(static entry => entry.Pid).OrderBy(static pid => pid.Id));
        Assert.Equal(expected.Length, registry.Count);
        members.ForEach(static member => member.Exit(ExitReason.Kill));
        await Task.WhenAll(members.Select(static pid => pid.WaitForExitAsync()));
        Assert.Equal(0, registry.Count);

        async Task LiveAsync(ProcessContext process, int number)
        {
            for (int round = 0; round < 3; round++)
            {
                registry.Register(process, "group", number);
                joined.Add(process.Self);
                await process.DelayAsync(Moment * (number % 2));
                if (round < 2)
                {
                    Assert.Equal(1, registry.Unregister(process, "group"));
                    joined.Remove(process.Self);
                }
            }

            await process.ReceiveAsync<string>();
        }
    }

    private static async Task ListenAsync(TestProcess test)
    {
        UniqueRegistry<int, string> registry = new(test.Runtime);
        registry.Listen(test);
        List<Pid> members = [.. Enumerable.Range(0, Contenders).Select(number => test.Spawn(process => ComeAndGoAsync(process, number)))];
        await KillSomeAsync(test, members);
        await Task.WhenAll(members.Select(static pid => pid.WaitForExitAsync()));
        await test.IdleAsync();

        Dictionary<Pid, bool> isIn = [];
        while (await test.TryReceiveAsync<RegistryEvent<int, string>>(TimeSpan.Zero) is { } told)
        {
            bool comes = told is RegistryEvent<int, string>.Registered;
            Assert.Equal(!comes, isIn.GetValueOrDefault(told.Pid));
            isIn[told.Pid] = comes;
        }

        Assert.DoesNotContain(true, isIn.Values);

        async Task ComeAndGoAsync(ProcessContext process, int number)
        {
            registry.TryRegister(process, number, "a", out _);
            await process.DelayAsync(Moment);
            registry.Unregister(process, number);
            registry.TryRegister(process, number, "b", out _);
            await process.DelayAsync(Moment);
        }
    }

    /// <returns>How many were told to die.</returns>
    private static async Task<int> KillSomeAsync(TestProcess test, List<Pid> processes)
    {
        int kills = test.Choose(3);
        for (int kill = 0; kill < kills; kill++)
        {
            processes[test.Choose(processes.Count)].Exit(test.Choose(2) == 0 ? ExitReason.Kill : new ExitReason.Custom("boom"));
            await test.DelayAsync(Moment * test.Choose(2));
        }

        return kills;
    }
}
