namespace Supervision.Tests.Processes;

public sealed class ExitReasonTests
{
    [Fact]
    public void IsOrderly_OrderlyReasons_IsTrue()
    {
        Assert.True(ExitReason.Normal.IsOrderly);
        Assert.True(ExitReason.Shutdown.IsOrderly);
        Assert.True(new ExitReason.ShutdownWith("enough").IsOrderly);
    }

    [Fact]
    public void IsOrderly_AnyOtherReason_IsFalse()
    {
        Assert.False(ExitReason.Kill.IsOrderly);
        Assert.False(ExitReason.Killed.IsOrderly);
        Assert.False(ExitReason.NoProcess.IsOrderly);
        Assert.False(new ExitReason.Crashed(new InvalidOperationException()).IsOrderly);
        Assert.False(new ExitReason.Custom("normal").IsOrderly);
    }

    [Fact]
    public void Equals_SameContent_IsValueEquality()
    {
        var error = new InvalidOperationException();

        Assert.Equal(new ExitReason.Custom("timeout", 3), new ExitReason.Custom("timeout", 3));
        Assert.Equal(new ExitReason.Crashed(error), new ExitReason.Crashed(error));
        Assert.NotEqual(new ExitReason.Crashed(error), new ExitReason.Crashed(new InvalidOperationException()));
        Assert.NotEqual<ExitReason>(new ExitReason.Custom("normal"), ExitReason.Normal);
    }

    [Fact]
    public void ToString_OfContentThatHasNone_SaysSo()
    {
        Assert.Equal("odd(its text threw InvalidOperationException)", new ExitReason.Custom("odd", new WordlessDetail()).ToString());
        Assert.Equal("shutdown(its text threw InvalidOperationException)", new ExitReason.ShutdownWith(new WordlessDetail()).ToString());
        Assert.Equal("crashed(WordlessException: its text threw InvalidOperationException)", new ExitReason.Crashed(new WordlessException()).ToString());
        Assert.Equal(
            "shutdown(failed_to_start_child(a,odd(its text threw InvalidOperationException)))",
            new ExitReason.ShutdownWith(new FailedToStartChild("a", new ExitReason.Custom("odd", new WordlessDetail()))).ToString());
    }

    private sealed class WordlessDetail
    {
        public override string ToString() => throw new InvalidOperationException("There are no words.");
    }

    private sealed class WordlessException : Exception
    {
        public override string Message => throw new InvalidOperationException("There are no words.");
    }
}
