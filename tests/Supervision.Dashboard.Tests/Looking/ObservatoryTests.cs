using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Tests.Looking;

/// <summary>How often the tree is looked at.</summary>
public sealed class ObservatoryTests
{
    private const int Hang = 120_000;

    [Fact(Timeout = Hang)]
    public async Task Look_ManyAskAtOnce_GetTheSame()
    {
        await using ProcessRuntime runtime = new();
        SupervisorRef root = await runtime.StartSupervisorAsync(Trees.Small());
        using Chronicle chronicle = new(runtime);
        Observatory observatory = new(runtime, () => root, chronicle, 20);

        Look[] looks = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => observatory.NextAsync()));

        Assert.All(looks, look => Assert.Same(looks[0], look));
        Assert.Equal(1, observatory.Count);
        Assert.Equal((1, "root"), (looks[0].Version, looks[0].Tree?.Root.Id));
    }

    [Fact(Timeout = Hang)]
    public async Task Look_NothingIsDifferent_HasTheSameVersion()
    {
        await using ProcessRuntime runtime = new();
        SupervisorRef root = await runtime.StartSupervisorAsync(Trees.Small());
        using Chronicle chronicle = new(runtime);
        Observatory observatory = new(runtime, () => root, chronicle, 20);
        long began = runtime.Time.GetTimestamp();

        Look first = await observatory.NextAsync();
        Look second = await observatory.NextAsync();
        Pid killed = runtime.Find("fragile");
        killed.Exit(ExitReason.Kill);
        await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        Look third = await observatory.NextAsync();

        Assert.Equal((1, 1, 2), (first.Version, second.Version, third.Version));
        Assert.True(runtime.Time.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(90), "three looks at most 20 times a second take two pauses of 50 ms");
    }

    [Fact(Timeout = Hang)]
    public async Task Look_TheRootDoesNotRun_SaysSo()
    {
        await using ProcessRuntime runtime = new();
        SupervisorRef root = await runtime.StartSupervisorAsync(Trees.Small());
        using Chronicle chronicle = new(runtime);
        await root.StopAsync();
        Look ended = await new Observatory(runtime, () => root, chronicle, 20).NextAsync();
        Look before = await new Observatory(runtime, () => default, chronicle, 20).NextAsync();

        Assert.Equal((null, "The root supervisor does not run."), (ended.Tree, ended.Problem));
        Assert.Equal((null, "The tree has not been started."), (before.Tree, before.Problem));
    }
}
