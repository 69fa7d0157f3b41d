using Supervision;

namespace ItemsApi.Tests;

public sealed class MailerTreeTests : TreeTestBase
{
    private static readonly string[] Others = [Names.Root, Names.Repository, Names.RepositoryGate, Names.MailerSupervisor, Names.Endpoint, Names.Readiness];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Tree_MailerIsKilledTenTimesASecond_LivesAndNothingElseRestarts(ulong seed)
    {
        Draw(seed);
        SupervisorRef root = await StartAsync(ItemsTree.Build(Parts));
        Pid[] others = FindAll(Others);

        bool lives = KillMailer(root.Pid, times: 300);

        Assert.True(lives);
        Assert.True(Find(Names.Mailer).IsAlive);
        Assert.Equal(others, FindAll(Others));
        Assert.Equal("", await AskReadinessAsync());
    }

    [Fact]
    public async Task Tree_KillerIsAsChildOfTheRoot_KillsAndHarmsNobody()
    {
        await StartAsync(ItemsTree.Build(Parts with { KillMailerEvery = TimeSpan.FromMilliseconds(100) }));
        Pid[] others = FindAll(Others);

        Simulation.Advance(TimeSpan.FromSeconds(30));

        Assert.InRange(Log.All.Count(line => line.Contains("was killed", StringComparison.Ordinal)), 299, 300);
        Assert.Equal(others, FindAll(Others));
    }

    [Fact]
    public async Task Mailer_Killed_SendsTheNextMail()
    {
        SupervisorRef root = await StartAsync(ItemsTree.Build(Parts));

        KillMailer(root.Pid, times: 1);
        ServerRef<MailerMessage>.ForName(Simulation.Runtime, Names.Mailer).Cast(new MailerMessage.Send(new Mail("one", "a@example.org", "First", "body")));
        Simulation.RunUntilIdle();

        Assert.Single(Mails.Sent);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Tree_MailerCannotConnectAnyMore_GivesItUpAndLives(ulong seed)
    {
        Draw(seed);
        SupervisorRef root = await StartAsync(ItemsTree.Build(Parts));
        string[] rest = [.. Others.Where(name => name != Names.MailerSupervisor)];
        Pid[] others = FindAll(rest);

        Mails.ConnectFails = new IOException("nobody listens");
        KillMailer(root.Pid, times: 1);

        Assert.Equal(Pid.None, Find(Names.MailerSupervisor));
        Assert.Equal(others, FindAll(rest));
        Assert.Equal("mailer", await AskReadinessAsync());
    }

    [Fact]
    public async Task Tree_EveryMailFails_GivesUpAfterTheHundredthRestart()
    {
        await StartAsync(ItemsTree.Build(Parts));
        Mails.Fails = new IOException("refused");

        Pid supervisor = Find(Names.MailerSupervisor);
        Send(times: 100);
        bool afterOneHundred = supervisor.IsAlive;
        Send(times: 1);

        Assert.True(afterOneHundred);
        Assert.False(supervisor.IsAlive);
        Assert.Equal("mailer", await AskReadinessAsync());
    }

    [Fact]
    public async Task Tree_PlaceOfTheMailerIsKilled_ComesBackWithAMailerAndIsReady()
    {
        await StartAsync(ItemsTree.Build(Parts));
        Pid[] others = FindAll(Names.Root, Names.Repository, Names.Endpoint, Names.Readiness);

        Find(Names.Mail).Exit(ExitReason.Kill);
        Simulation.RunUntilIdle();

        Assert.True(Find(Names.Mailer).IsAlive);
        Assert.Equal(others, FindAll(Names.Root, Names.Repository, Names.Endpoint, Names.Readiness));
        Assert.Equal("", await AskReadinessAsync());
    }

    private void Send(int times)
    {
        for (int i = 0; i < times; i++)
        {
            ServerRef<MailerMessage>.ForName(Simulation.Runtime, Names.Mailer).Cast(new MailerMessage.Send(new Mail("one", "a@example.org", "First", "body")));
            Simulation.RunUntilIdle();
        }
    }
}
