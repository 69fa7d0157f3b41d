using Supervision.Testing;

namespace Supervision.Tests.Registries;

/// <summary>What the published cases do not say of registries.</summary>
public sealed class RegistryTests
{
    [Fact]
    public void End_OfAProcess_TakesItsEntriesAwayBeforeAnybodyHearsOfIt() => Simulation.Test(static async test =>
    {
        UniqueRegistry<string, int> unique = new(test.Runtime);
        DuplicateRegistry<string, int> duplicate = new(test.Runtime);
        (Pid pid, MonitorRef _) = test.SpawnMonitor(async process =>
        {
            unique.TryRegister(process, "a", 1, out _);
            unique.TryRegister(process, "b", 2, out _);
            duplicate.Register(process, "a", 3);
            duplicate.Register(process, "a", 4);
            await process.ReceiveAsync<string>();
        });
        await test.IdleAsync();
        Assert.Equal((2, 2), (unique.Count, duplicate.Count));

        pid.Send("go");
        await test.ReceiveAsync<Signal.Down>();

        Assert.Equal((0, 0), (unique.Count, duplicate.Count));
        Assert.True(unique.TryRegister(test, "a", 1, out _));
    });

    [Fact]
    public void Key_OfAProcessThatIsEnding_IsNotFoundAndStillTaken() => Simulation.Test(static async test =>
    {
        UniqueRegistry<string, int> registry = new(test.Runtime);
        Pid pid = test.Spawn(async process =>
        {
            registry.TryRegister(process, "key", 1, out _);
            try
            {
                await process.ReceiveAsync<string>();
            }
            finally
            {
                await Task.Delay(TimeSpan.FromSeconds(1), process.Time, CancellationToken.None);
            }
        });
        await test.IdleAsync();
        pid.Exit(ExitReason.Shutdown);
        await test.IdleAsync();

        Assert.Equal(Pid.None, registry.Find("key"));
        Assert.False(registry.TryGet("key", out _));
        Assert.Empty(registry.Where());
        Assert.False(registry.TryRegister(test, "key", 2, out Pid holder));
        Assert.Equal(pid, holder);
        await pid.WaitForExitAsync();
        Assert.True(registry.TryRegister(test, "key", 2, out holder));
        Assert.Equal(test.Self, holder);
    });

    [Fact]
    public void Comparer_DecidesWhichKeysAreTheSame() => Simulation.Test(static test =>
    {
        UniqueRegistry<string, int> unique = new(test.Runtime, StringComparer.OrdinalIgnoreCase);
        DuplicateRegistry<string, int> duplicate = new(test.Runtime, StringComparer.OrdinalIgnoreCase);
        unique.TryRegister(test, "key", 1, out _);
        duplicate.Register(test, "key", 1);

        Assert.Equal(test.Self, unique.Find("KEY"));
        Assert.Equal((1, 1), (unique.Unregister(test, "Key"), duplicate.Unregister(test, "Key")));
        return Task.CompletedTask;
    });

    [Fact]
    public void Function_ThatTakesTheEntryAway_FindsItGone() => Simulation.Test(static test =>
    {
        UniqueRegistry<string, int> registry = new(test.Runtime);
        registry.TryRegister(test, "other", 1, out _);
        registry.TryRegister(test, "key", 1, out _);

        Assert.False(registry.TryUpdate(test, "key", _ => registry.Unregister(test, "key"), out _));
        registry.TryRegister(test, "key", 1, out _);
        Assert.Equal(0, registry.Unregister(test, "key", _ => registry.Unregister(test, "key") == 1));
        Assert.Equal(["other"], registry.KeysOf(test.Self));
        return Task.CompletedTask;
    });

    [Fact]
    public void Registration_OutsideOfTheProcess_IsRefused() => Simulation.Test(static async test =>
    {
        UniqueRegistry<string, int> registry = new(test.Runtime);
        ProcessContext? other = null;
        Pid pid = test.SpawnLink(async process =>
        {
            other = process;
            await process.ReceiveAsync<string>();
        });
        await test.IdleAsync();

        Assert.Throws<InvalidOperationException>(() => registry.TryRegister(other!, "key", 1, out _));
        Assert.Equal(0, registry.Count);
        pid.Send("go");
    });

    [Fact]
    public void Registration_InAnotherRuntime_IsRefused()
    {
        using Simulation other = new();
        DuplicateRegistry<string, int> registry = new(other.Runtime);
        Simulation.Test(test =>
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => registry.Register(test, "key", 1));

            Assert.Contains("another runtime", error.Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Send_ToAKey_ReachesEachEntryOnce() => Simulation.Test(static async test =>
    {
        DuplicateRegistry<string, int> registry = new(test.Runtime);
        registry.Register(test, "key", 1);
        registry.Register(test, "key", 2);
        registry.Register(test, "other", 3);

        Assert.Equal(2, registry.Send("key", "hello"));
        Assert.Equal(0, registry.Send("nobody", "hello"));
        Assert.Equal(("hello", "hello"), (await test.ReceiveAsync<string>(), await test.ReceiveAsync<string>()));
        Assert.Null(await test.TryReceiveAsync<string>(TimeSpan.Zero));
    });
}
