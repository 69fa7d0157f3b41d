using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Registries;

/// <summary>Locks of Elixir's registry.</summary>
public sealed class LockTests
{
    private const string Suite = "Registry";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    [OtpCase("R-2", Suite, "lock, different keys")]
    public void DifferentKeys_AreHeldAtTheSameTime() => Run(static async stage =>
    {
        UniqueRegistry<string, int> registry = new(stage.Runtime);
        List<string> events = [];
        Pid[] holders = [Hold(stage, registry, "one", events), Hold(stage, registry, "two", events)];
        await Task.WhenAll(holders.Select(static holder => holder.WaitForExitAsync()));

        Assert.Equal(["one begins", "two begins", "one ends", "two ends"], events);
    });

    [Fact]
    [OtpCase("R-3", Suite, "lock, same key")]
    public void SameKey_IsHeldByOneAfterTheOther() => Run(static async stage =>
    {
        DuplicateRegistry<string, int> registry = new(stage.Runtime);
        List<string> events = [];
        Pid[] holders = [Hold(stage, registry, "one", events), Hold(stage, registry, "one", events), Hold(stage, registry, "one", events)];
        await Task.WhenAll(holders.Select(static holder => holder.WaitForExitAsync()));

        Assert.Equal(["one begins", "one ends", "one begins", "one ends", "one begins", "one ends"], events);
    });

    [Fact]
    [OtpCase("R-4", Suite, "holder raises")]
    public void Work_ThatThrows_FreesTheKeyAndThrows() => Run(static async stage =>
    {
        UniqueRegistry<string, int> registry = new(stage.Runtime);
        InvalidOperationException oops = new("oops");

        Assert.Same(oops, await Assert.ThrowsAsync<InvalidOperationException>(() => registry.LockAsync<int>(stage.Test, "one", () => throw oops)));
        Assert.Equal(7, await registry.LockAsync(stage.Test, "one", static () => Task.FromResult(7)));
    });

    [Fact]
    [OtpCase("R-5", Suite, "holder killed")]
    public void Holder_ThatIsKilled_FreesTheKey() => Run(static async stage =>
    {
        UniqueRegistry<string, int> registry = new(stage.Runtime);
        List<string> events = [];
        Pid holder = Hold(stage, registry, "one", events);
        Pid next = Hold(stage, registry, "one", events);
        await stage.Test.IdleAsync();

        holder.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Normal, await next.WaitForExitAsync());
        Assert.Equal(["one begins", "one begins", "one ends"], events);
    });

    [Fact]
    [OtpCase("R-6", Suite, "waiter killed")]
    public void Waiter_ThatIsKilled_IsSkipped() => Run(static async stage =>
    {
        UniqueRegistry<string, int> registry = new(stage.Runtime);
        List<string> events = [];
        Pid[] line = [Hold(stage, registry, "one", events), Hold(stage, registry, "one", events), Hold(stage, registry, "one", events)];
        await stage.Test.IdleAsync();

        line[1].Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Normal, await line[2].WaitForExitAsync());
        Assert.Equal(["one begins", "one ends", "one begins", "one ends"], events);
    });

    [Fact]
    [OtpCase("R-3", Suite, "lock, same key")]
    public void SameKey_InsideOfItself_IsRefused() => Run(static async stage =>
    {
        UniqueRegistry<string, int> registry = new(stage.Runtime);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => registry.LockAsync(
            stage.Test, "one", () => registry.LockAsync(stage.Test, "one", static () => Task.FromResult(1))));

        Assert.Contains("wait for itself", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await registry.LockAsync(stage.Test, "one", () => registry.LockAsync(stage.Test, "two", static () => Task.FromResult(1))));
    });

    private static Pid Hold(Stage stage, ProcessRegistry<string, int> registry, string key, List<string> events) => stage.Test.Spawn(process => registry.LockAsync(
        process, key, async () =>
        {
            events.Add($"{key} begins");
            await process.DelayAsync(Moment);
            events.Add($"{key} ends");
            return 0;
        }));
}
