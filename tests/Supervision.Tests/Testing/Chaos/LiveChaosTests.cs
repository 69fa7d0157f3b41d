using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>Chaos on a running tree, on real threads.</summary>
public sealed class LiveChaosTests
{
    private static readonly ChaosOptions Load = new()
    {
        Load = BusyTree.PollAsync,
        LoadProcesses = 2,
        SteadyState = BusyTree.MustPollAsync,
        Length = 20,
        Filter = ChaosFilter.Under("app/storage") & ChaosFilter.Workers,
    };

    [Fact]
    public async Task RunAsync_RuntimeThatDoesNotAllowChaos_IsRefused()
    {
        await using ProcessRuntime runtime = new();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: true));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => ChaosTest.RunAsync(root, Load));

        Assert.Contains("AllowChaos = true", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoLoad_IsRefusedUnlessSaid()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: true));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => ChaosTest.RunAsync(root, new ChaosOptions()));
        ChaosReport report = await ChaosTest.RunAsync(
            root, new ChaosOptions { WithoutLoad = true, Length = 2 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("There is no load", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Loads);
    }

    [Fact]
    public async Task RunAsync_RepairedTreeUnderLoad_Holds()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: true));

        ChaosReport report = await ChaosTest.RunAsync(root, Load, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.Strikes, 8, 20);
        Assert.True(report.Loads > report.Strikes, report.ToString());
        Assert.Equal(0, report.Ended);
        Assert.Equal(0, runtime.StragglerCount);
    }

    [Fact]
    public async Task RunAsync_ClientThatDiesOfBusy_NamesTheSupervisorThatFalls()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: false));
        ChaosOptions options = Load with { Faults = [BusyForever], Kinds = [ChaosKind.Fault], SteadyState = null };

        ChaosFailedException failure = await Assert.ThrowsAsync<ChaosFailedException>(
            () => ChaosTest.RunAsync(root, options, ChaosPlan.Parse("f0,w1000"), TestContext.Current.CancellationToken));

        Assert.Contains(failure.Violations, violation => violation is { Property: "P2", Path: "app/devices" or "app" });
        Assert.Contains("SUPERVISOR DIED", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAsOneThatHeld()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: true));
        using CancellationTokenSource source = new();
        ChaosOptions options = Load with { For = TimeSpan.FromHours(1), SteadyState = Cancel };

        ChaosReport report = await ChaosTest.RunAsync(root, options, cancellationToken: source.Token);

        Assert.InRange(report.Strikes, 1, 2);

        Task Cancel(ProcessContext context) => source.CancelAsync();
    }

    [Fact]
    public async Task RunAsync_TreeThatDoesNotRun_IsRefused()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: true));
        await root.StopAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ChaosTest.RunAsync(root, Load));
    }

    [Fact]
    public async Task RunAsync_NumbersOutOfRange_AreRefused() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => ChaosTest.RunAsync(default, new ChaosOptions { Length = 0 }));

    private static ChaosFault BusyForever { get; } = new(
        "busy for ever", faults => faults.AtCall<DatabaseMessage.Query, DatabaseReply>().Return(new DatabaseReply.Busy()));

    private static ProcessRuntime Runtime() => new(new ProcessRuntimeOptions { AllowChaos = true });
}
