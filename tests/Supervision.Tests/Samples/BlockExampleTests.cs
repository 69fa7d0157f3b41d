using System.Net;
using System.Text.RegularExpressions;
using Supervision.Testing;
using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>Each block shows what it is for in a few lines, and they are compiled and run.</summary>
public sealed partial class BlockExampleTests
{
    private const int MaxLinesOfAnExample = 40;

    /// <summary>The type that a block is entered by, by its folder, with the example's test.</summary>
    private static readonly Dictionary<string, Func<TestProcess, Task>> Blocks = new()
    {
        ["Backoffs/Backoff"] = BlockExamples.BackoffAsync,
        ["Agents/Agent"] = BlockExamples.AgentAsync,
        ["Registries/UniqueRegistry"] = BlockExamples.UniqueRegistryAsync,
        ["Registries/DuplicateRegistry"] = BlockExamples.DuplicateRegistryAsync,
        ["Tasks/TaskSupervisor"] = BlockExamples.TasksAsync,
        ["Partitions/PartitionSupervisor"] = BlockExamples.PartitionsAsync,
        ["Breakers/CircuitBreaker"] = BlockExamples.BreakerAsync,
        ["DeadLetters/DeadLetterQueue"] = BlockExamples.DeadLettersAsync,
        ["Pools/WorkerPool"] = BlockExamples.PoolAsync,
        ["Reconcilers/Reconciler"] = BlockExamples.ReconcilerAsync,
        ["StateMachines/StateMachine"] = BlockExamples.StateMachineAsync,
        ["Applications/ApplicationSet"] = BlockExamples.ApplicationsAsync,
        ["Edges/Prerequisite"] = BlockExamples.PrerequisiteAsync,
        ["Edges/ServiceRegistration"] = BlockExamples.RegistrationAsync,
        ["Groups/ProcessGroups"] = BlockExamples.GroupsAsync,
        ["Bridges/ChannelFeed"] = BlockExamples.FeedAsync,
        ["Bridges/ChannelOutlet"] = BlockExamples.OutletAsync,
    };

    public static TheoryData<string> Names { get; } = [.. Blocks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_OfABlock_IsShortAndCompiled(string block)
    {
        HashSet<string> compiled =
        [
            .. Repository.Read("tests/Supervision.Tests/Samples/BlockExamples.cs").Split('\n').Select(static line => line.Trim()),
        ];
        string[] example = [.. Example(block)];

        Assert.InRange(example.Length, 3, MaxLinesOfAnExample);
        Offenders.AssertNone(example.Where(line => line.Length > 0 && !compiled.Contains(line)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_OfABlock_Runs(string block) => Simulation.Test(Blocks[block]);

    private static IEnumerable<string> Example(string block)
    {
        string text = Repository.Read($"src/Supervision/{block}.cs");
        string code = ExampleCode.Match(text).Groups["code"].Value;
        return code.Split('\n').Select(static line => WebUtility.HtmlDecode(line.Replace("///", "", StringComparison.Ordinal).Trim())).Where(static line => line.Length > 0);
    }

    [GeneratedRegex(@"<example>.*?<code>(?<code>.*?)</code>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExampleCode { get; }
}
