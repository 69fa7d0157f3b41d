using System.Globalization;
using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Registries;

/// <summary>Elixir's registry with unique keys. Its patterns, guards and specifications are functions here.</summary>
public sealed class UniqueTests
{
    private const string Suite = "Registry, unique";

    [Fact]
    [OtpCase("RU-2", Suite, "counts 0 keys")]
    [OtpCase("RU-24", Suite, "select on empty registry")]
    public void Empty_CountsAndListsNothing() => Run(static stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);

        Assert.Equal(0, registry.Count);
        Assert.Empty(registry.Where());
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RU-3", Suite, "counts keys")]
    [OtpCase("RU-4", Suite, "unique registration")]
    [OtpCase("RU-34", Suite, "no growth on already_registered, own key")]
    public void Key_TakenTwice_IsTakenOnce() => Run(static stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);

        Assert.True(registry.TryRegister(stage.Test, "hello", "value", out _));
        Assert.False(registry.TryRegister(stage.Test, "hello", "other", out Pid holder));
        Assert.Equal(stage.Test.Self, holder);
        Assert.Equal(new RegistryEntry<string, string>("hello", holder, "value"), Assert.Single(registry.Where()));
        Assert.True(registry.TryRegister(stage.Test, "world", "value", out _));
        Assert.False(registry.TryRegister(stage.Test, "hello", "value", out _));
        Assert.Equal(["hello", "world"], registry.KeysOf(stage.Test.Self));
        Assert.Equal(2, registry.Count);
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RU-5", Suite, "across processes")]
    [OtpCase("RU-35", Suite, "no growth on already_registered, foreign key")]
    public void Key_OfAnother_IsRefusedWithItsHolder() => Run(static async stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);
        Pid other = await Holding.OtherAsync(stage, process => registry.TryRegister(process, "hello", "value", out _));
        Assert.True(registry.TryRegister(stage.Test, "world", "value", out _));

        Assert.False(registry.TryRegister(stage.Test, "hello", "mine", out Pid holder));

        Assert.Equal(other, holder);
        Assert.Equal(["world"], registry.KeysOf(stage.Test.Self));
        Assert.Equal(["hello"], registry.KeysOf(other));
        Assert.Equal(2, registry.Count);
    });

    /// <summary>There is no cleaner that could be late: whoever hears of the end finds the key free.</summary>
    [Fact]
    [OtpCase("RU-6", Suite, "partition delayed")]
    public void Key_OfAHolderThatWasKilled_IsFreeAtOnce() => Run(static async stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);
        Pid other = await Holding.OtherAsync(stage, process => registry.TryRegister(process, "hello", "other", out _));
        other.Exit(ExitReason.Kill);
        await stage.Test.ReceiveAsync<Signal.Exit>();

        Assert.True(registry.TryRegister(stage.Test, "hello", "mine", out _));
        Assert.True(registry.TryGet("hello", out RegistryEntry<string, string> entry));
        Assert.Equal((stage.Test.Self, "mine"), (entry.Pid, entry.Value));
    });

    [Fact]
    [OtpCase("RU-7", Suite, "match patterns")]
    [OtpCase("RU-8", Suite, "guard conditions")]
    [OtpCase("RU-10", Suite, "count_match patterns")]
    [OtpCase("RU-11", Suite, "count_match guards")]
    [OtpCase("RU-26", Suite, "full specs")]
    [OtpCase("RU-27", Suite, "guards")]
    [OtpCase("RU-28", Suite, "several specs")]
    [OtpCase("RU-30", Suite, "count_select specs")]
    [OtpCase("RU-31", Suite, "count_select guards")]
    [OtpCase("RU-32", Suite, "count_select several specs")]
    public void Where_ListsWhatItsFunctionAccepts() => Run(static async stage =>
    {
        UniqueRegistry<string, (int, string, int)> registry = new(stage.Runtime);
        Pid other = await Holding.OtherAsync(stage, process => registry.TryRegister(process, "hello", (1, "atom", 2), out _));
        registry.TryRegister(stage.Test, "world", (3, "atom", 3), out _);

        Assert.Equal([("hello", other, (1, "atom", 2))], Found(entry => entry.Value.Item1 == 1));
        Assert.Equal([("world", stage.Test.Self, (3, "atom", 3))], Found(entry => entry.Value.Item1 == entry.Value.Item3));
        Assert.Equal(["hello", "world"], Found(entry => entry.Value.Item2 == "atom").Select(static found => found.Item1));
        Assert.Equal(["hello", "world"], Found(entry => entry.Key is "hello" or "world").Select(static found => found.Item1));
        Assert.Equal(["world"], Found(entry => entry.Pid == stage.Test.Self).Select(static found => found.Item1));
        Assert.Equal(["world"], Found(entry => entry.Value.Item3 > 2).Select(static found => found.Item1));
        Assert.Empty(Found(entry => entry.Value.Item1 > 3));

        IEnumerable<(string, Pid, (int, string, int))> Found(Func<RegistryEntry<string, (int, string, int)>, bool> match) =>
            registry.Where(match).Select(static entry => (entry.Key, entry.Pid, entry.Value));
    });

    [Fact]
    [OtpCase("RU-9", Suite, "reserved keys")]
    [OtpCase("RU-14", Suite, "strict comparison")]
    public void Keys_AreComparedByTheirEqualityAlone() => Run(static stage =>
    {
        UniqueRegistry<object, int> registry = new(stage.Runtime);
        object[] keys = ["_", ":_", 1, 1.0, ("_", 1), ("a", 1)];
        Assert.All(keys, key => Assert.True(registry.TryRegister(stage.Test, key, 1, out _)));

        Assert.Equal(keys.Length, registry.Count);
        Assert.Equal(1, registry.Unregister(stage.Test, "_"));
        Assert.Equal(1, registry.Unregister(stage.Test, 1.0, static _ => true));
        Assert.Equal(0, registry.Unregister(stage.Test, ("b", 1)));
        Assert.Equal([":_", 1, ("_", 1), ("a", 1)], registry.KeysOf(stage.Test.Self));
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RU-12", Suite, "unregister_match patterns")]
    [OtpCase("RU-13", Suite, "unregister_match guards")]
    public void Unregister_WithAFunction_TakesWhatItAccepts() => Run(static stage =>
    {
        UniqueRegistry<string, (int, string, int)> registry = new(stage.Runtime);
        registry.TryRegister(stage.Test, "hello", (1, "atom", 1), out _);

        Assert.Equal(0, registry.Unregister(stage.Test, "hello", static value => value.Item1 == 2));
        Assert.Equal(["hello"], registry.KeysOf(stage.Test.Self));
        Assert.Equal(1, registry.Unregister(stage.Test, "hello", static value => value.Item1 < 2));
        Assert.Empty(registry.KeysOf(stage.Test.Self));
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RU-15", Suite, "update_value")]
    public void Update_ChangesOnlyOnesOwn() => Run(static async stage =>
    {
        UniqueRegistry<string, int> registry = new(stage.Runtime);
        await Holding.OtherAsync(stage, process => registry.TryRegister(process, "other", 1, out _));
        registry.TryRegister(stage.Test, "mine", 1, out _);

        Assert.False(registry.TryUpdate(stage.Test, "unknown", static _ => throw new InvalidOperationException("called"), out _));
        Assert.False(registry.TryUpdate(stage.Test, "other", static _ => throw new InvalidOperationException("called"), out _));
        Assert.True(registry.TryUpdate(stage.Test, "mine", static value => value + 1, out int now));
        Assert.Equal(2, now);
        Assert.True(registry.TryGet("mine", out RegistryEntry<string, int> entry));
        Assert.Equal(2, entry.Value);
        Assert.Equal(1, registry.Unregister(stage.Test, "mine"));
    });

    /// <summary>There is one or none, so a look is all it takes.</summary>
    [Fact]
    [OtpCase("RU-16", Suite, "dispatch")]
    public void Look_FindsTheOneOrNone() => Run(static stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);

        Assert.False(registry.TryGet("hello", out RegistryEntry<string, string> entry));
        registry.TryRegister(stage.Test, "hello", "value", out _);
        Assert.True(registry.TryGet("hello", out entry));
        Assert.Equal((stage.Test.Self, "value"), (entry.Pid, entry.Value));
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RU-17", Suite, "unregisters by key")]
    [OtpCase("RU-18", Suite, "unregister with no entries")]
    public void Unregister_TakesThatKeyAway() => Run(static stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);

        Assert.Equal(0, registry.Unregister(stage.Test, "hello"));
        registry.TryRegister(stage.Test, "hello", "value", out _);
        registry.TryRegister(stage.Test, "world", "value", out _);
        Assert.Equal(1, registry.Unregister(stage.Test, "hello"));
        Assert.Equal(["world"], registry.KeysOf(stage.Test.Self));
        Assert.Equal(1, registry.Unregister(stage.Test, "world"));
        Assert.Empty(registry.KeysOf(stage.Test.Self));
        return Task.CompletedTask;
    });

    [Fact]
    [OtpCase("RU-19", Suite, "listeners")]
    public void Listener_IsToldOfComingAndGoing() => Run(static async stage =>
    {
        UniqueRegistry<string, string> registry = new(stage.Runtime);
        registry.Listen(stage.Test);
        registry.Listen(stage.Test);
        Pid other = await Holding.OtherAsync(stage, process => registry.TryRegister(process, "hello", "value", out _));
        registry.TryRegister(stage.Test, "world", "value", out _);
        registry.Unregister(stage.Test, "world");

        Assert.Equal(new RegistryEvent<string, string>.Registered(registry, "hello", other, "value"), await NextAsync());
        Assert.Equal(new RegistryEvent<string, string>.Registered(registry, "world", stage.Test.Self, "value"), await NextAsync());
        Assert.Equal(new RegistryEvent<string, string>.Unregistered(registry, "world", stage.Test.Self), await NextAsync());
        Assert.Null(await stage.Test.TryReceiveAsync<RegistryEvent<string, string>>(TimeSpan.Zero));

        ValueTask<RegistryEvent<string, string>> NextAsync() => stage.Test.ReceiveAsync<RegistryEvent<string, string>>();
    });

    /// <summary>In the place of a via name: the server takes its key when it starts, and a second one tells who has it.</summary>
    [Fact]
    [OtpCase("RU-22", Suite, "via")]
    [OtpCase("RU-23", Suite, "via with value")]
    [OtpCase("RU-25", Suite, "select all")]
    public void Server_ThatTakesItsKeyWhenItStarts_IsCalledByIt() => Run(static async stage =>
    {
        UniqueRegistry<string, string?> registry = new(stage.Runtime);
        ServerRef<RegisteredServer.Ask> server = await stage.Test.StartServerAsync(() => new RegisteredServer(registry, "hello", "value"));

        Assert.Equal(7, await ServerRef<RegisteredServer.Ask>.ForPid(registry.Find("hello")).CallAsync(new RegisteredServer.Ask()));
        StartFailedException second = await Assert.ThrowsAsync<StartFailedException>(
            () => stage.Test.StartServerAsync(() => new RegisteredServer(registry, "hello", null)));
        Assert.Equal(
            new StartResult.Failed(new ExitReason.Custom("already_started", server.Pid)), second.Result);
        registry.TryRegister(stage.Test, "world", null, out _);
        Assert.Equal(
            [string.Create(CultureInfo.InvariantCulture, $"hello {server.Pid} value"), string.Create(CultureInfo.InvariantCulture, $"world {stage.Test.Self} ")],
            registry.Where().Select(static entry => $"{entry.Key} {entry.Pid} {entry.Value}"));
    });
}
