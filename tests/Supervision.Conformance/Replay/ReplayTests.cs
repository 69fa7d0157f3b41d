namespace Supervision.Conformance.Replay;

public sealed class ReplayTests
{
    [Theory]
    [InlineData("named", 122)]
    [InlineData("public", 1000)]
    public void EveryRecordedScenario_GivesOtpsTrace_ByteForByte(string folder, int count)
    {
        List<string> different = [];
        int played = 0;
        foreach ((string name, string json, string trace) in RecordedScenarios.Of(folder))
        {
            string actual = ReplayCommand.TextOf(Player.Play(name, ScenarioReader.Read(json)));
            played++;
            if (actual != trace)
            {
                different.Add($"{name}: {FirstDifference(trace, actual)}");
            }
        }

        Assert.Empty(different);
        Assert.Equal(count, played);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{"steps": []}""", "'root' is missing")]
    [InlineData("""{"root": {"strategy": "none"}, "steps": []}""", "root.strategy: 'none'")]
    [InlineData("""{"root": {"children": [{"id": "a", "type": "supervisor"}]}, "steps": []}""", "root.children[0]: 'sup'")]
    [InlineData("""{"root": {}, "steps": [{"op": "exit", "target": "root/a", "reason": "tired"}]}""", "steps[0].reason: 'tired'")]
    [InlineData("""{"root": {}, "steps": [{"op": "wait", "ms": "long"}]}""", "steps[0].ms: must be an integer")]
    [InlineData("""{"root": {}, "steps": [{"op": "batch", "sup": "root", "items": [{"op": "wait", "ms": 1}]}]}""", "steps[0].items[0].op: 'wait'")]
    [InlineData("""{"root": {}, "steps": [{"op": "wait", "ms": -1}]}""", "steps[0].ms: must be 0 or more")]
    [InlineData("""{"root": {}, "steps": [{"op": "dance"}]}""", "steps[0].op: 'dance'")]
    [InlineData("""{"root": {}, "steps": [{"op": "which_children"}]}""", "steps[0]: field 'sup' is missing")]
    [InlineData("""{"root": {"children": [{"id": "a b"}]}, "steps": []}""", "root.children[0].id: a name")]
    [InlineData("""{"root": {"children": {}}, "steps": []}""", "root.children: must be a list")]
    [InlineData("""{"root": {}, "root": {}, "steps": []}""", "the file: Duplicate property 'root'")]
    public void ImpossibleScenario_IsRefused_WithItsPlace(string json, string place)
    {
        ScenarioException refusal = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(json));

        Assert.Contains(place, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"root": {}, "steps": [{"op": "start_dynamic", "sup": "root", "arg": "x"}]}""", "start_dynamic is not for root")]
    [InlineData(
        """{"root": {"strategy": "simple_one_for_one", "children": [{"id": "t"}]}, "steps": [{"op": "start_child", "sup": "root", "spec": {"id": "a"}}]}""",
        "start_child is not for root")]
    public void StartOfTheWrongKind_IsRefused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<ScenarioException>(() => Player.Play("x", ScenarioReader.Read(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_BeyondAscii_AreWrittenAsUtf8()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("replay");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.json"), """{"root": {"children": [{"id": "é"}]}, "steps": []}""");

            Assert.Equal(0, ReplayCommand.Run(folder.FullName, Path.Combine(folder.FullName, "out"), TextWriter.Null, TextWriter.Null));

            Assert.True(File.ReadAllBytes(Path.Combine(folder.FullName, "out", "a.trace")).AsSpan().IndexOf("start root/é#1 ok"u8) > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void OutputThatCannotBeAFolder_IsNamed_AndTheCommandExitsWith2()
    {
        string file = Path.GetTempFileName();
        try
        {
            using StringWriter errors = new();

            Assert.Equal(2, ReplayCommand.Run(Path.GetTempPath(), file, TextWriter.Null, errors));

            Assert.Contains(file, errors.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ReplayCommand_RefusesOneFile_ReplaysTheOthers_AndExitsWith2()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("replay");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "bad.json"), "[]");
            File.WriteAllText(Path.Combine(folder.FullName, "good.json"), """{"root": {}, "steps": [{"op": "stop"}]}""");
            using StringWriter errors = new();

            int code = ReplayCommand.Run(folder.FullName, folder.FullName, TextWriter.Null, errors);

            Assert.Equal(2, code);
            Assert.Contains("bad.json: the file: must be an object", errors.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("outcome exit shutdown\n", File.ReadAllText(Path.Combine(folder.FullName, "good.trace")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int line = left.Zip(right).TakeWhile(static pair => pair.First == pair.Second).Count();
        return $"line {line + 1}: expected '{left.ElementAtOrDefault(line)}', was '{right.ElementAtOrDefault(line)}'";
    }
}
