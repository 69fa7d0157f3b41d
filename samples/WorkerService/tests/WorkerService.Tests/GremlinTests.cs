namespace WorkerService.Tests;

/// <summary>Which settings the gremlin takes.</summary>
public sealed class GremlinTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    [InlineData("2147483647")]
    public void Validate_WholeNumberFromOne_IsTaken(string every) =>
        Assert.True(new GremlinValidation().Validate(name: null, new GremlinOptions { Every = every }).Succeeded);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    public void Validate_AnythingElse_IsRefusedWithTheValueAndWhatIsAllowed(string every) =>
        Assert.StartsWith(
            $"Gremlin:Every was '{every}'; must be a whole number from 1",
            new GremlinValidation().Validate(name: null, new GremlinOptions { Every = every }).FailureMessage,
            StringComparison.Ordinal);
}
