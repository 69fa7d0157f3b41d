using System.Globalization;

namespace Supervision.Conformance.StateMachines;

/// <summary>What gen_statem of OTP 25 saw of random programs is seen here.</summary>
public sealed class StateMachineReplayTests
{
    [Fact]
    public void Callbacks_OfRecordedPrograms_SeeWhatThoseOfOtpSaw()
    {
        string[] theirs = Recorded();
        string[] ours =
        [
            .. StateMachinesCommand.Promised(StateMachinesCommand.RecordedSeed, 1, StateMachinesCommand.RecordedCount)
                .Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Program.Number}|{pair.Trace}")),
        ];

        Assert.True(theirs.Length > 100, $"Only {theirs.Length} programs are recorded.");
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData("postpone")]
    [InlineData("{insert,")]
    [InlineData("{state_timeout,0,")]
    [InlineData("{state_timeout,infinity,")]
    [InlineData("{event_timeout,0}")]
    [InlineData("{timer,zero,0,")]
    [InlineData("{timer,long,")]
    [InlineData("repeat")]
    [InlineData(",call,")]
    public void Programs_UseEverything(string term) => Assert.Contains(
        Enumerable.Range(1, 20), number => MachineProgramGenerator.Generate(1, number).ToString().Contains(term, StringComparison.Ordinal));

    [Theory]
    [InlineData("--count", "0")]
    [InlineData("--often", "1")]
    [InlineData("--record")]
    public void Arguments_ThatAreNotUnderstood_AreNamed_AndExitWith2(params string[] arguments)
    {
        using StringWriter errors = new();

        Assert.Equal(2, StateMachinesCommand.Run(arguments, TextWriter.Null, errors));
        Assert.Contains(arguments[0], errors.ToString(), StringComparison.Ordinal);
    }

    private static string[] Recorded()
    {
        using Stream stream = typeof(StateMachineReplayTests).Assembly.GetManifestResourceStream("machines.traces")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
