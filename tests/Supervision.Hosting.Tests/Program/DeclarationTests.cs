using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Tests.Program;

/// <summary>What is declared, what of it is shown to people, and what is refused.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public async Task ReferencesAndHealth_WithoutATree_SayWhatIsMissing()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging().AddServerRef<string>("server").AddKeyedServerRef<string>("keyed").AddHealthChecks().AddSupervision().Services.BuildServiceProvider();
        HealthCheckService health = services.GetRequiredService<HealthCheckService>();

        Task[] asked =
        [
            Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromResult(services.GetRequiredService<ServerRef<string>>())),
            Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromResult(services.GetRequiredKeyedService<ServerRef<string>>("keyed"))),
            Assert.ThrowsAsync<InvalidOperationException>(() => health.CheckHealthAsync(TestContext.Current.CancellationToken)),
        ];

        foreach (Task<InvalidOperationException> error in asked.Cast<Task<InvalidOperationException>>())
        {
            Assert.StartsWith("The program has no supervision tree. Call services.AddSupervision", (await error).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_LogsTheTree()
    {
        await using TestHost host = await TestHost.StartAsync(Tree);

        CapturedLog.Line line = Assert.Single(host.Log.Lines, static line => line.Id == 501);
        Assert.Contains("root", line.Text, StringComparison.Ordinal);
        Assert.Contains("└─ second", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LogsNoTreeWhenConfigurationSaysSo()
    {
        await using TestHost host = await TestHost.StartAsync(Tree, null, ("LogTree", "false"));

        Assert.DoesNotContain(host.Log.Lines, static line => line.Id == 501);
    }

    [Theory]
    [InlineData("tree", "└─ second")]
    [InlineData("json", "\"root\"")]
    [InlineData("mermaid", "flowchart")]
    [InlineData("dot", "digraph")]
    public async Task Command_ShowsTheDeclaredTreeAndStartsNothing(string question, string expected)
    {
        TestHost host = TestHost.Build(Tree);
        await using var output = new StringWriter();

        int code = await host.Host.RunSupervisedAsync(["--supervision", question], output, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("first runs", host.Events.All);
    }

    [Fact]
    public async Task Command_SaysWhatFollowsFromADeath()
    {
        TestHost host = TestHost.Build(Tree);
        await using var output = new StringWriter();

        int code = await host.Host.RunSupervisedAsync(["--verbose", "--supervision", "what-if", "root/first"], output, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.StartsWith("If root/first dies:", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no process at 'root/none'. Paths are:\n  root\n  root/first\n  root/second", "what-if", "root/none")]
    [InlineData("what-if needs a path. Paths are:\n  root\n  root/first\n  root/second", "what-if")]
    [InlineData("'paint' is no question. Use --supervision tree, json, mermaid, dot, or what-if PATH.", "paint", "root")]
    [InlineData("--supervision needs a question. Use --supervision tree, json, mermaid, dot, or what-if PATH.")]
    public async Task Command_RefusesWhatItDoesNotKnow(string expected, params string[] question)
    {
        TestHost host = TestHost.Build(Tree);
        await using var output = new StringWriter();

        int code = await host.Host.RunSupervisedAsync(["--supervision", .. question], output, TestContext.Current.CancellationToken);

        Assert.Equal((2, expected), (code, output.ToString().TrimEnd()));
    }

    [Fact]
    public async Task Command_OfATreeThatDoesNotStart_EndsWithExitCodeOneAndNoException()
    {
        TestHost host = TestHost.Build(static tree => tree.OneForOne("root", static root => root.HostedService<Workers.First>("first")
            .Child(new ChildSpec("refused", static _ => new(new StartResult.Failed(new ExitReason.Custom("nobody_home", "nobody is at home")))))));
        await using var output = new StringWriter();

        Assert.Equal(1, await host.Host.RunSupervisedAsync([], output, TestContext.Current.CancellationToken));
        Assert.Single(host.Log.Lines, static line => line.Id == 507);
        Assert.Equal("The supervision tree did not start. root/refused: nobody is at home", output.ToString().TrimEnd());
    }

    [Fact]
    public async Task Command_WithoutAQuestionRunsTheHostToItsExitCode()
    {
        TestHost host = TestHost.Build(Tree);
        using var stop = new CancellationTokenSource();
        await using var output = new StringWriter();

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);

        Task<int> run = host.Host.RunSupervisedAsync([], output, stop.Token);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void SecondTree_IsRefused()
    {
        IServiceCollection services = new ServiceCollection().AddSupervision(Tree);

        Assert.Throws<InvalidOperationException>(() => services.AddSupervision(Tree));
    }

    [Fact]
    public async Task DeclarationThatAsksForTheRuntime_IsRefused()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddSupervision(static (tree, services) =>
            {
                services.GetRequiredService<ProcessRuntime>();
                Tree(tree);
            })
            .BuildServiceProvider();

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(services.GetRequiredService<SupervisionHost>);

        Assert.Contains("while it declares the tree", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TreeWithoutARoot_IsRefused()
    {
        await using TestHost host = TestHost.Build(static _ => { });

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Host.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TreeWithTwoRoots_IsRefused()
    {
        await using TestHost host = TestHost.Build(static tree =>
        {
            Tree(tree);
            Tree(tree);
        });

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'root'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SnapshotBeforeTheStart_IsRefused()
    {
        await using TestHost host = TestHost.Build(Tree);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Supervision.TakeSnapshotAsync(TestContext.Current.CancellationToken));
    }

    private static void Tree(SupervisionTree tree) => tree.RestForOne("root", static root => root
        .HostedService<Workers.First>("first")
        .HostedService<Workers.Second>("second"));
}
