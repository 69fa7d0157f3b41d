namespace ImageStore.Tests;

public sealed class StoreModelTests
{
    [Fact]
    public void Store_AnyStepsAndAnyDeaths_KeepsItsRules()
    {
        ReplayLine? replay = Environment.GetEnvironmentVariable(ReplayLine.Variable) is { } line ? ReplayLine.Parse(line) : null;

        SequenceFailure? failure = SequenceCheck.Run(static () => new Galleries(), replay);

        Assert.True(failure is null, failure?.ToString());
    }
}
