using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>What can be said to the database.</summary>
public abstract record DatabaseMessage
{
    public sealed record Query(int Row) : DatabaseMessage, ICall<DatabaseMessage, DatabaseReply>;
}

/// <summary>What the database answers.</summary>
public abstract record DatabaseReply
{
    public sealed record Found(int Value) : DatabaseReply;

    public sealed record Busy : DatabaseReply;
}

/// <summary>What can be said to a device.</summary>
public abstract record DeviceMessage
{
    public sealed record Poll(int Row) : DeviceMessage, ICall<DeviceMessage, int?>;
}

/// <summary>The seed's example: a database on the left and devices that ask it on the right. One device may well die of a busy database; if
/// so many do that their supervisor falls, the design is wrong.</summary>
internal static class BusyTree
{
    internal static readonly FaultPoint<int> Disk = FaultPoint.Define<int>("database.disk");
    internal static readonly FaultPoint Cleanup = FaultPoint.Define("database.cleanup");

    private const string Database = "database";
    private const string Device = "device";

    /// <summary>The database is busy for a number of queries.</summary>
    internal static ChaosFault BusyDatabase { get; } = new(
        "busy database", faults => faults.AtCall<DatabaseMessage.Query, DatabaseReply>(new() { Times = 6 }).Return(new DatabaseReply.Busy()));

    /// <summary>One device dies of Busy, and of the end of the database; the other gives no value then.</summary>
    internal static SupervisorSpec Of(bool isRepaired) => Supervisor.OneForOne("app", app => app
        .Intensity(10, TimeSpan.FromSeconds(5))
        .OneForOne("storage", storage => storage
            .Intensity(20, TimeSpan.FromSeconds(5))
            .Child(ChildSpec.Server("sql", static () => new DatabaseServer(), new ServerOptions { Name = Database }) with { Tags = ["sql"] }))
        .OneForOne("devices", devices => devices
            .Child(ChildSpec.Server("fsm", () => new DeviceServer(isRepaired), new ServerOptions { Name = Device }))));

    /// <summary>Polls the device as long as it takes.</summary>
    internal static async Task PollAsync(ProcessContext context)
    {
        for (int row = 0; row < 8; row++)
        {
            await ServerRef<DeviceMessage>.ForName(context.Runtime, Device).TryCallAsync(new DeviceMessage.Poll(row));
        }
    }

    /// <summary>The device gives a value.</summary>
    internal static async Task MustPollAsync(ProcessContext context) =>
        Assert.NotNull(await ServerRef<DeviceMessage>.ForName(context.Runtime, Device).CallAsync(new DeviceMessage.Poll(7)));

    private sealed class DatabaseServer : GenServer<DatabaseMessage>
    {
        protected override async ValueTask HandleAsync(DatabaseMessage message)
        {
            DatabaseMessage.Query query = (DatabaseMessage.Query)message;
            Reply(query, new DatabaseReply.Found(await Context.Runtime.Faults.HitAsync(Disk, () => Task.FromResult(query.Row))));
        }
    }

    private sealed class DeviceServer(bool isRepaired) : GenServer<DeviceMessage>
    {
        protected override async ValueTask HandleAsync(DeviceMessage message)
        {
            DeviceMessage.Poll poll = (DeviceMessage.Poll)message;
            CallResult<DatabaseReply> answer =
                await ServerRef<DatabaseMessage>.ForName(Context.Runtime, Database).TryCallAsync(new DatabaseMessage.Query(poll.Row));
            int? value = answer.TryGetReply(out DatabaseReply? reply) && reply is DatabaseReply.Found found ? found.Value : null;
            Reply(poll, value is null && !isRepaired ? throw new InvalidOperationException($"no value: {reply}") : value);
        }
    }
}
