namespace Supervision.Tests.Supervisors;

/// <summary>What a supervisor and a child do when nothing is said.</summary>
public sealed class SupervisorDefaultsTests
{
    [Fact]
    public void Options_NothingSaid_AreElixirs()
    {
        SupervisorOptions options = new();

        Assert.Equal(RestartStrategy.OneForOne, options.Strategy);
        Assert.Equal(3, options.MaxRestarts);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Period);
        Assert.Equal(AutoShutdown.Never, options.AutoShutdown);
    }

    [Fact]
    public void ChildSpec_NothingSaid_IsAPermanentWorker()
    {
        ChildSpec spec = ChildSpec.Process("worker", static _ => Task.CompletedTask);

        Assert.Equal(Restart.Permanent, spec.Restart);
        Assert.Equal(ChildType.Worker, spec.Type);
        Assert.False(spec.Significant);
        Assert.Null(spec.Backoff);
        Assert.Empty(spec.Tags);
    }
}
