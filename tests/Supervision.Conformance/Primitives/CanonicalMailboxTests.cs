namespace Supervision.Conformance.Primitives;

public sealed class CanonicalMailboxTests
{
    [Theory]
    [InlineData("m1@p0 m2@p1", "m2@p1 m1@p0", true)]
    [InlineData("m1@p0 m2@p0", "m2@p0 m1@p0", false)]
    [InlineData("EXIT(p0,boom) DOWN(r1,p0,boom)", "DOWN(r1,p0,boom) EXIT(p0,boom)", true)]
    [InlineData("m1@p0 DOWN(r1,p0,boom)", "DOWN(r1,p0,boom) m1@p0", false)]
    [InlineData("EXIT(p0,a) EXIT(p0,b)", "EXIT(p0,b) EXIT(p0,a)", false)]
    [InlineData("t1 t2", "t2 t1", true)]
    public void OneStepsMail_InTwoOrders_IsTheSameOnlyWhereNothingIsPromised(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Seen(one).Text == Seen(other).Text);

    [Fact]
    public void TwoStepsMail_StaysInOrder() => Assert.Equal("m1@p1 | m2@p0", Seen("m1@p1", "m1@p1 m2@p0").Text);

    [Fact]
    public void Receive_OfOneOfTwoSenders_IsNotDecided()
    {
        CanonicalMailbox mailbox = Seen("m1@p0 m2@p1");

        Assert.False(mailbox.IsDecided(new Pattern("any", "")));
        Assert.True(mailbox.IsDecided(new Pattern("from", "p1")));
    }

    [Fact]
    public void OneOfTwoThatAreEqual_WasTaken_IsTheOlderInEveryOrder() =>
        Assert.Equal(
            Seen("EXIT(p0,boom)", "EXIT(p0,boom) m1@p1 EXIT(p0,boom)", "m1@p1 EXIT(p0,boom)").Text,
            Seen("EXIT(p0,boom)", "EXIT(p0,boom) EXIT(p0,boom) m1@p1", "EXIT(p0,boom) m1@p1").Text);

    /// <summary>A receive took an exit signal, and an equal one came in the same step, with something of another sender's.</summary>
    [Theory]
    [InlineData("EXIT(none,noproc) DOWN(r9,none,noproc)")]
    [InlineData("DOWN(r9,none,noproc) EXIT(none,noproc)")]
    public void OneOfTwoThatAreEqual_WasReceived_TheOtherCameInThisStep(string mail)
    {
        CanonicalMailbox mailbox = Seen("EXIT(none,noproc)");

        mailbox.Take(["EXIT(none,noproc)"]);
        mailbox.See(Items(mail), 1);

        Assert.Equal("EXIT(none,noproc) DOWN(r9,none,noproc)", mailbox.Text);
    }

    /// <summary>The same of one that was flushed: what has come since is none that was there.</summary>
    [Theory]
    [InlineData("EXIT(none,noproc) DOWN(r14,none,noproc)")]
    [InlineData("DOWN(r14,none,noproc) EXIT(none,noproc)")]
    public void OneOfTwoThatAreEqual_WasFlushed_TheOtherCameInThisStep(string before)
    {
        CanonicalMailbox mailbox = Seen(before);

        mailbox.FlushExits("none");
        mailbox.See(Items("DOWN(r14,none,noproc) EXIT(none,noproc)"), 1);

        Assert.Equal("DOWN(r14,none,noproc) | EXIT(none,noproc)", mailbox.Text);
    }

    private static CanonicalMailbox Seen(params string[] mails)
    {
        CanonicalMailbox mailbox = new();
        foreach ((int step, string mail) in mails.Index())
        {
            mailbox.See(Items(mail), step);
        }

        return mailbox;
    }

    private static List<MailItem> Items(string mail) => [.. mail.Split(' ').Select(MailItem.Parse)];
}
