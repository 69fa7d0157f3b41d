using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Registries;

/// <summary>Elixir's registry with duplicate keys. Its patterns, guards and specifications are functions here.</summary>
public sealed class DuplicateTests
{
    private const string Suite = "Registry, duplicate";

    [Fact]
    [OtpCase("R-1", "Registry", "clean up on crash")]
    public void Processes_ThatAreKilled_LeaveNothing() => Run(static async stage =>
    {
        DuplicateRegistry<string, string> registry = new(stage.Runtime);
        Pid[] others =
        [
            await Holding.OtherAsync(stage, process => registry.Register(process, "hello", "value")),
            await Holding.OtherAsync(stage, process => registry.Register(process, "world", "value")),
        ];
        Assert.Equal(2, registry.Count);

        foreach (Pid other in others)
        {
            other.Exit(ExitReason.Kill);
            await stage.Test.ReceiveAsync<Signal.Exit>();
        }

        Assert.Equal(0, registry.Count);
        Assert.Empty(registry.Where());
        Assert.Empty(registry.Lookup("hello"));
    });

    [Fact]
    [OtpCase("RD-2", Suite, "counts 0")]
    [OtpCase("RD-22", Suite, "select on empty")]
    public void Empty_CountsAndListsNothing() => Run(static stage =>
    {
        DuplicateRegistry<string, string> registry = new(stage.Runtime);

        Assert.Equal(0, registry.Count);
        Assert.Empty(registry.Where());
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RD-3", Suite, "counts entries")]
    [OtpCase("RD-4", Suite, "duplicates by one process")]
    [OtpCase("RD-23", Suite, "select all")]
    public void Process_RegisteredTwice_IsListedTwice() => Run(static stage =>
    {
        DuplicateRegistry<string, string> registry = new(stage.Runtime);
        registry.Register(stage.Test, "hello", "value");
        registry.Register(stage.Test, "hello", "value");
        Assert.Equal(2, registry.Count);
        registry.Register(stage.Test, "world", "value");

        Assert.Equal(["hello", "hello", "world"], registry.KeysOf(stage.Test.Self));
        Assert.Equal(["value", "value"], registry.Lookup("hello").Select(static entry => entry.Value));
        RegistryEntry<string, string>[] all = [.. registry.Where(static entry => entry.Key == "hello")];
        Assert.Equal(2, all.Length);
        Assert.Equal(all[0], all[1]);
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RD-5", Suite, "across processes")]
    public void Processes_UnderOneKey_HaveTheirOwnEntries() => Run(static async stage =>
    {
        DuplicateRegistry<string, string> registry = new(stage.Runtime);
        Pid other = await Holding.OtherAsync(stage, process => registry.Register(process, "hello", "other"));
        registry.Register(stage.Test, "hello", "mine");

        Assert.Equal([(other, "other"), (stage.Test.Self, "mine")], registry.Lookup("hello").Select(static entry => (entry.Pid, entry.Value)));
        Assert.Equal("mine", Assert.Single(registry.Lookup("hello", entry => entry.Pid == stage.Test.Self)).Value);
        Assert.Equal(["hello"], registry.KeysOf(other));
        Assert.Equal(1, registry.Unregister(stage.Test, "hello"));
        Assert.Equal(other, Assert.Single(registry.Lookup("hello")).Pid);
    });

    [Fact]
    [OtpCase("RD-6", Suite, "comparison")]
    [OtpCase("RD-13", Suite, "exact complex keys")]
    [OtpCase("RD-32", Suite, "reserved keys")]
    [OtpCase("RD-33", Suite, "select with reserved keys")]
    [OtpCase("RD-34", Suite, "count_select with reserved keys")]
    public void Keys_AreComparedByTheirEqualityAlone() => Run(static stage =>
    {
        DuplicateRegistry<object, int> registry = new(stage.Runtime);
        foreach ((object key, int value) in ((object, int)[])[("_", 1), ("_", 2), (1, 3), (1.0, 4), (("_", 1), 5), (("a", 1), 6)])
        {
            registry.Register(stage.Test, key, value);
        }

        Assert.Equal([1, 2], registry.Lookup("_").Select(static entry => entry.Value));
        Assert.Equal([3], registry.Lookup(1).Select(static entry => entry.Value));
        Assert.Equal([5], registry.Where(static entry => entry.Key.Equals(("_", 1))).Select(static entry => entry.Value));
        Assert.Equal(2, registry.Where(static entry => entry.Key is "_").Count);
        Assert.Equal(1, registry.Unregister(stage.Test, "_", static value => value == 1));
        Assert.Equal(5, registry.Count);
        Assert.Equal(1, registry.Unregister(stage.Test, "_"));
        Assert.Equal(1, registry.Unregister(stage.Test, 1.0));
        Assert.Equal([3, 5, 6], registry.Where().Select(static entry => entry.Value));
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RD-7", Suite, "dispatch serial")]
    public void Dispatch_CallsOnceWithTheEntriesOfTheKey_InTheCaller() => Run(static async stage =>
    {
        DuplicateRegistry<string, int> registry = new(stage.Runtime);
        await Holding.OtherAsync(stage, process => registry.Register(process, "hello", 1));
        registry.Register(stage.Test, "hello", 2);
        registry.Register(stage.Test, "world", 3);
        List<int[]> calls = [];

        Assert.True(registry.Dispatch("hello", entries => calls.Add([.. entries.Select(static entry => entry.Value)])));
        Assert.False(registry.Dispatch("nobody", static _ => throw new InvalidOperationException("called")));

        Assert.Equal([1, 2], Assert.Single(calls));
        Assert.Throws<InvalidOperationException>(() => registry.Dispatch("hello", static _ => throw new InvalidOperationException("mine")));
    });

    [Fact]
    [OtpCase("RD-9", Suite, "unregisters by key")]
    [OtpCase("RD-10", Suite, "unregister with no entries")]
    public void Unregister_TakesAllOfTheKeyAway() => Run(static stage =>
    {
        DuplicateRegistry<string, string> registry = new(stage.Runtime);
        Assert.Equal(0, registry.Unregister(stage.Test, "hello"));
        registry.Register(stage.Test, "hello", "a");
        registry.Register(stage.Test, "hello", "b");
        registry.Register(stage.Test, "world", "a");

        Assert.Equal(2, registry.Unregister(stage.Test, "hello"));
        Assert.Equal(["world"], registry.KeysOf(stage.Test.Self));
        Assert.Equal(1, registry.Unregister(stage.Test, "world"));
        Assert.Empty(registry.KeysOf(stage.Test.Self));
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RD-11", Suite, "match patterns")]
    [OtpCase("RD-12", Suite, "match guards")]
    [OtpCase("RD-14", Suite, "count_match patterns")]
    [OtpCase("RD-15", Suite, "count_match guards")]
    [OtpCase("RD-24", Suite, "full specs")]
    [OtpCase("RD-25", Suite, "guards")]
    [OtpCase("RD-26", Suite, "several specs")]
    [OtpCase("RD-27", Suite, "count_select specs")]
    [OtpCase("RD-28", Suite, "count_select guards")]
    [OtpCase("RD-29", Suite, "count_select several")]
    public void Lookup_ListsWhatItsFunctionAccepts() => Run(static stage =>
    {
        DuplicateRegistry<string, (int, string)> registry = new(stage.Runtime);
        registry.Register(stage.Test, "hello", (1, "atom"));
        registry.Register(stage.Test, "hello", (2, "atom"));
        registry.Register(stage.Test, "world", (1, "other"));

        Assert.Equal([1], Under("hello", static value => value.Item1 == 1));
        Assert.Equal([1, 2], Under("hello", static value => value.Item2 == "atom"));
        Assert.Equal([1], Under("hello", static value => value.Item1 < 2));
        Assert.Empty(Under("hello", static value => value.Item1 > 3));
        Assert.Empty(Under("_", static _ => true));
        Assert.Equal(["hello", "world"], registry.Where(static entry => entry.Value.Item1 == 1).Select(static entry => entry.Key));
        Assert.Equal(3, registry.Where(static entry => entry.Key is "hello" or "world").Count);
        Assert.Equal(3, registry.Where(entry => entry.Pid == stage.Test.Self).Count);
        return Task.CompletedTask;

        IEnumerable<int> Under(string key, Func<(int, string), bool> match) =>
            registry.Lookup(key, entry => match(entry.Value)).Select(static entry => entry.Value.Item1);
    });

    [Fact]
    [OtpCase("RD-16", Suite, "unregister_match patterns")]
    [OtpCase("RD-17", Suite, "unregister_match guards")]
    public void Unregister_WithAFunction_TakesWhatItAccepts() => Run(static stage =>
    {
        DuplicateRegistry<string, (int, string)> registry = new(stage.Runtime);
        registry.Register(stage.Test, "hello", (1, "atom"));
        registry.Register(stage.Test, "hello", (2, "atom"));

        Assert.Equal(1, registry.Unregister(stage.Test, "hello", static value => value.Item1 == 2));
        registry.Register(stage.Test, "hello", (2, "atom"));
        Assert.Equal(0, registry.Unregister(stage.Test, "hello", static value => value.Item1 == 3));
        Assert.Equal([1, 2], registry.Lookup("hello").Select(static entry => entry.Value.Item1));
        Assert.Equal(1, registry.Unregister(stage.Test, "hello", static value => value.Item1 < 2));
        Assert.Equal([2], registry.Lookup("hello").Select(static entry => entry.Value.Item1));
        Assert.Equal(1, registry.Unregister(stage.Test, "hello", static value => value.Item2 == "atom"));
        Assert.Empty(registry.Lookup("hello"));
        return Task.CompletedTask;
    });

    /// <summary>One is told of each entry that goes: two entries under a key are two.</summary>
    [Fact]
    [OtpCase("RD-18", Suite, "listeners")]
    public void Listener_IsToldOfComingAndGoing() => Run(static async stage =>
    {
        DuplicateRegistry<string, string> registry = new(stage.Runtime);
        registry.Listen(stage.Test);
        registry.Register(stage.Test, "hello", "a");
        registry.Register(stage.Test, "world", "b");
        registry.Unregister(stage.Test, "hello");

        Pid self = stage.Test.Self;
        Assert.Equal(new RegistryEvent<string, string>.Registered(registry, "hello", self, "a"), await NextAsync());
        Assert.Equal(new RegistryEvent<string, string>.Registered(registry, "world", self, "b"), await NextAsync());
        Assert.Equal(new RegistryEvent<string, string>.Unregistered(registry, "hello", self), await NextAsync());
        Assert.Null(await stage.Test.TryReceiveAsync<RegistryEvent<string, string>>(TimeSpan.Zero));

        ValueTask<RegistryEvent<string, string>> NextAsync() => stage.Test.ReceiveAsync<RegistryEvent<string, string>>();
    });
}
