using Supervision.Testing;

namespace Supervision.Tests.Registries;

/// <summary>Keys that are not as they were when their process took them. That is the application's mistake; it must not become the runtime's.</summary>
public sealed class WrongKeyTests
{
    public static TheoryData<Key.Mistake> Mistakes => [Key.Mistake.Throws, Key.Mistake.Changes];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Key_OfADuplicateRegistry_DoesNotKeepItsProcessFromDying(Key.Mistake mistake) => Dies(
        mistake, static (process, key) =>
        {
            new DuplicateRegistry<Key, int>(process.Runtime).Register(process, key, 1);
            return Task.CompletedTask;
        });

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Key_OfAUniqueRegistry_DoesNotKeepItsProcessFromDying(Key.Mistake mistake) => Dies(
        mistake, static (process, key) =>
        {
            new UniqueRegistry<Key, int>(process.Runtime).TryRegister(process, key, 1, out _);
            return Task.CompletedTask;
        });

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Key_OfALock_DoesNotKeepItsProcessFromDying(Key.Mistake mistake) => Dies(
        mistake, static (process, key) =>
        {
            _ = new UniqueRegistry<Key, int>(process.Runtime).LockAsync(process, key, async () =>
            {
                await process.DelayAsync(Timeout.InfiniteTimeSpan);
                return 1;
            });
            return Task.CompletedTask;
        });

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Group_DoesNotKeepItsMemberFromDying(Key.Mistake mistake) => Dies(
        mistake, static (process, key) =>
        {
            new ProcessGroups<Key>(process.Runtime).Join(process, key);
            return Task.CompletedTask;
        });

    private static void Dies(Key.Mistake mistake, Func<ProcessContext, Key, Task> enter) => Simulation.Test(async test =>
    {
        UniqueRegistry<string, int> other = new(test.Runtime);
        Key key = new();
        (Pid pid, MonitorRef _) = test.SpawnMonitor(async process =>
        {
            other.TryRegister(process, "first", 1, out _);
            await enter(process, key);
            other.TryRegister(process, "last", 1, out _);
            await process.ReceiveAsync<string>();
        });
        await test.IdleAsync();
        Assert.Equal(pid, other.Find("first"));

        key.Now = mistake;
        pid.Exit(ExitReason.Kill);
        Signal.Down down = await test.ReceiveAsync<Signal.Down>();

        Assert.Equal(ExitReason.Killed, down.Reason);
        Assert.Equal(0, other.Count);
        await test.IdleAsync();
    });

    public sealed class Key
    {
        public enum Mistake
        {
            None,
            Throws,
            Changes,
        }

        internal Mistake Now { get; set; }

        public override int GetHashCode() => Now switch
        {
            Mistake.Throws => Fail(),
            Mistake.Changes => 2,
            _ => 1,
        };

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        private static int Fail() => throw new InvalidOperationException("This key has no hash any more.");
    }
}
