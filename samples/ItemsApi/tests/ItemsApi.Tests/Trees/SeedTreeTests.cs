using Supervision;

namespace ItemsApi.Tests;

/// <summary>The tree as it is usually written down: three permanent supervisors, each with 3 restarts in 5 s, under another such.</summary>
public sealed class SeedTreeTests : TreeTestBase
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task SeedTree_MailerIsKilledTenTimesASecond_FallsAtTheSixteenthKill(ulong seed)
    {
        Draw(seed);
        SupervisorRef root = await StartAsync(SeedTree());

        bool afterFifteen = KillMailer(root.Pid, times: 15);
        Pid[] api = FindAll(Names.Endpoint, Names.Repository);
        bool afterSixteen = KillMailer(root.Pid, times: 1);

        Assert.True(afterFifteen);
        Assert.All(api, pid => Assert.NotEqual(Pid.None, pid));
        Assert.False(afterSixteen);
        Assert.All(FindAll(Names.Endpoint, Names.Repository, Names.Mailer), pid => Assert.Equal(Pid.None, pid));
    }

    private SupervisorSpec SeedTree() => Supervisor.OneForOne(Names.Root, root => root
        .Child(ChildSpec.Nested(Supervisor.OneForOne("endpoint", endpoint => endpoint.Child(Parts.Endpoint))))
        .Child(RepositoryTree.Subtree(Parts))
        .Child(ChildSpec.Nested(Supervisor.OneForOne("mailer", mailer => mailer.Child(MailerTree.Worker(Mails.Connect, Log))))));
}
