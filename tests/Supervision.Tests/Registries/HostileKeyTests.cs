using Supervision.Testing;

namespace Supervision.Tests.Registries;

/// <summary>A key that cannot be looked up any more, because it was changed: the process that has it ends as any other.</summary>
public sealed class HostileKeyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KeyWhoseHashThrowsLater_DoesNotKeepItsProcessFromEnding(bool isGroup)
    {
        Key key = new();
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            UniqueRegistry<Key, int> registry = new(context.Runtime);
            ProcessGroups<Key> groups = new(context.Runtime);
            Pid holder = context.Spawn(self =>
            {
                if (isGroup)
                {
                    groups.Join(self, key);
                }
                else
                {
                    Assert.True(registry.TryRegister(self, key, 1, out _));
                }

                return Bodies.Idle(self);
            });
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            key.IsChanged = true;

            context.Monitor(holder);
            holder.Exit(ExitReason.Kill);

            Assert.Equal(ExitReason.Killed, (await context.ReceiveAsync<Signal.Down>()).Reason);
        });
    }

    private sealed class Key
    {
        public bool IsChanged { get; set; }

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => IsChanged ? throw new InvalidOperationException("changed") : 1;
    }
}
