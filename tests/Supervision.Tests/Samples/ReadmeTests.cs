using Microsoft.Extensions.Logging.Abstractions;
using Supervision.Testing;
using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>What README.md shows compiles and does what it says.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void FirstProgram_InReadme_IsTheSample()
    {
        string program = Repository.Read("samples/GettingStarted/Program.cs").Trim();

        Assert.Equal(program, Blocks().First().Trim());
        Assert.InRange(program.Split('\n').Length, 1, 30);
    }

    [Fact]
    public void Snippets_InReadme_AreCompiledCode()
    {
        HashSet<string> compiled =
        [
            .. Repository.Read("tests/Supervision.Tests/Samples/ReadmeSnippets.cs").Split('\n').Select(static line => line.Trim()),
        ];

        IEnumerable<string> invented = Blocks().Skip(1)
            .SelectMany(static block => block.Split('\n'))
            .Select(static line => line.Trim())
            .Where(line => line.Length > 0 && !compiled.Contains(line));

        Offenders.AssertNone(invented);
    }

    [Fact]
    public void Snippets_Run_DoWhatReadmeSays()
    {
        using Simulation simulation = new();

        simulation.Run(async context =>
        {
            SupervisorRef tree = await ReadmeSnippets.TreesAsync(context.Runtime);
            ServerRef<ReadmeSnippets.AccountMessage> account = await context.StartServerAsync(() => new ReadmeSnippets.Account());

            Assert.True(tree.Pid.IsAlive);
            Assert.Equal(5m, await ReadmeSnippets.CallsAsync(account));
        });
    }

    [Fact]
    public async Task ReportsSnippet_Runs()
    {
        ReadmeSnippets.Testing();

        await ReadmeSnippets.ReportsAsync(NullLoggerFactory.Instance);
    }

    private static IEnumerable<string> Blocks() => Repository.Read("README.md").Split("```csharp\n").Skip(1).Select(static rest => rest.Split("```")[0]);
}
