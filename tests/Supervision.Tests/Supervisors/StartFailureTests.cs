using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Supervisors;

/// <summary>What the exception of a tree that does not start tells.</summary>
public sealed class StartFailureTests
{
    [Fact]
    public void TreeWhoseDeepestChildThrows_CarriesThatExceptionInside() => Simulation.Test(async test =>
    {
        InvalidOperationException thrown = new("no database");
        SupervisorSpec tree = Supervisor.OneForOne("root", root => root
            .OneForOne("storage", storage => storage.Server("database", () => new TestServer { OnInit = _ => throw thrown })));
        test.AllowCrashes();

        StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(() => test.Runtime.StartSupervisorAsync(tree));

        Assert.Same(thrown, error.InnerException);
    });

    [Fact]
    public void TreeMadeByHandWithAMistake_SaysInsideHowToMendIt() => Simulation.Test(async test =>
    {
        ChildSpec child = ChildSpec.Process("twice", Bodies.Idle);
        test.AllowCrashes();

        StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
            () => test.Runtime.StartSupervisorAsync(new SupervisorSpec { Id = "root", Children = [child, child] }));

        Assert.StartsWith("Child 'twice' already exists in this supervisor. Give one a different Id", error.InnerException!.Message, StringComparison.Ordinal);
    });
}
