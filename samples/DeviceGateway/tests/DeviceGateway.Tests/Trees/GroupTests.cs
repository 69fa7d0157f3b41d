namespace DeviceGateway.Tests;

/// <summary>The central point: the group <c>config</c>.</summary>
public sealed class GroupTests
{
    private const int Members = 1 + (2 * World.Devices);

    [Fact]
    public void Change_ReachesTheManagerAndEveryDeviceWorkerOnce() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            List<Pid> reached = [];
            Task trace = CollectAsync(gateway.Runtime, reached);
            await test.IdleAsync();

            await gateway.ApplyAsync(new ConfigurationChange(Remove: ["nobody"]));
            await test.AdvanceAsync(TimeSpan.FromMinutes(2));
            await trace;

            Assert.Equal(Members, reached.Count);
            Assert.Equal(gateway.Parts.Group.Members(gateway.Runtime).ToHashSet(), reached.ToHashSet());
            Assert.Contains(gateway.Find(GatewayNames.Listener), reached);
        },
        Gateway.Rough);

    [Fact]
    public void Member_Dead_VanishesFromTheGroupAndItsSuccessorIsInIt() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);
            Pid machine = gateway.Machine("1");
            Assert.Contains(machine, gateway.Parts.Group.Members(gateway.Runtime));

            machine.Exit(ExitReason.Kill);
            await gateway.GiveUpAsync("17");

            IReadOnlyList<Pid> members = gateway.Parts.Group.Members(gateway.Runtime);
            Assert.Equal(Members - 2, members.Distinct().Count());
            Assert.Equal(Members - 2, members.Count);
            Assert.DoesNotContain(machine, members);
            Assert.Contains(gateway.Machine("1"), members);
        },
        Gateway.Rough);

    [Fact]
    public void Change_FromTheQueue_IsAtWorkAtOnce() => Simulation.Test(
        async test =>
        {
            Gateway gateway = await Gateway.StartAsync(test);

            await gateway.World.Broker.PublishAsync(
                QueueNames.Config,
                new("1", """{"put":[{"id":"new","host":"memory","port":0,"pollEvery":"00:00:02","group":"hall-9"}],"remove":["17"]}"""),
                default);
            await test.IdleAsync();

            Assert.Equal(200, gateway.DevicePids().Count);
            Assert.False(gateway.DevicePids().ContainsKey("device:17"));
            Assert.Equal(TimeSpan.FromSeconds(2), (await gateway.LookAsync("new")).Device.PollEvery);
        },
        Gateway.Rough);

    private static async Task CollectAsync(ProcessRuntime runtime, List<Pid> reached)
    {
        var options = new MessageTraceOptions
        {
            Where = message => message.MessageType == nameof(ConfigurationChanged),
            Max = Members * 2,
            PerSecond = Members * 2,
            Limit = TimeSpan.FromMinutes(1),
        };
        await foreach (MessageTrace message in runtime.TraceAsync(options))
        {
            reached.Add(message.Pid);
        }
    }
}
