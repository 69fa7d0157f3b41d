using Supervision.Testing;
using Supervision.Testing.Chaos;

namespace Supervision.Tests.Testing.Chaos;

public sealed class StrikerTests
{
    private static readonly ChaosAction StopAny = new(ChaosKind.StopSupervisor, 0);

    /// <summary>A run of days tells very many supervisors to stop.</summary>
    [Fact]
    public void Stop_AgainAndAgain_KeepsNoneThatIsOver() => Simulation.Test(async test =>
    {
        SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("app", static app => app
            .Intensity(1000, TimeSpan.FromSeconds(1)).OneForOne("inner", static inner => inner.Child(ChaosTrees.Worker("a")))));
        Striker striker = new(test.Runtime, new ChaosOptions());
        for (int round = 0; round < 50; round++)
        {
            striker.Do(StopAny, ChaosPlan.Number(await TreeSnapshot.TakeAsync(root)));
            await test.IdleAsync();
        }

        Assert.InRange(striker.StopCount, 0, 1);
    });

    [Fact]
    public void Fault_OfWhichThereIsNone_HasMetNothing() => Simulation.Test(test =>
    {
        Striker striker = new(test.Runtime, new ChaosOptions());

        Assert.False(striker.Do(new ChaosAction(ChaosKind.Fault, 0), []).HasMet);
        return Task.CompletedTask;
    });
}
