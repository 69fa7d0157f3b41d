using Supervision.Testing;

namespace Supervision.Tests.Samples;

/// <summary>The server of the zen of Erlang's readers: it gives away what it has, and is as new after it has failed.</summary>
public sealed class MetalGearSolidTests
{
    [Fact]
    public void MetalGearSolid_AskedOnceTooOften_CrashesIsRestartedAndAnswersAsAtFirst() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(Supervisor.OneForOne("world", world => world
            .Child(new ChildSpec("metal gear solid", static context => context.StartServerAsync(
                static () => new MetalGearSolid(["naked_snake"]), new ServerOptions { Name = "metal gear solid" })))));
        ServerRef<Snake> server = ServerRef<Snake>.ForName(test.Runtime, "metal gear solid");

        Assert.Equal("naked_snake becomes venom_snake spoiler!", await server.CallAsync(new Snake()));
        CallFailedException failure = await Assert.ThrowsAsync<CallFailedException>(async () => await server.CallAsync(new Snake()));
        Assert.IsType<ExitReason.Crashed>(failure.Reason);
        await test.ExpectRestartAsync("metal gear solid");
        Assert.Equal("naked_snake becomes venom_snake spoiler!", await server.CallAsync(new Snake()));
    });

    private sealed record Snake : ICall<Snake, string>;

    private sealed class MetalGearSolid(IEnumerable<string> bigBoss) : GenServer<Snake>
    {
        private readonly Queue<string> _names = new(bigBoss);

        protected override ValueTask HandleAsync(Snake message)
        {
            Reply(message, $"{_names.Dequeue()} becomes venom_snake spoiler!");
            return default;
        }
    }
}
