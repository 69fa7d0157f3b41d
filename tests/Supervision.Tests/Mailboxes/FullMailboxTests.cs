using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Mailboxes;

/// <summary>What a full mailbox does with calls, and which bounds there are.</summary>
[Trait("Bug", "6")]
public sealed class FullMailboxTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(MailboxFullMode.Reject, SendResult.Full)]
    [InlineData(MailboxFullMode.DropNewest, SendResult.Dropped)]
    [InlineData(MailboxFullMode.DropOldest, SendResult.Accepted)]
    public void SendAsync_ModeDoesNotWait_AnswersAtOnce(MailboxFullMode mode, SendResult expected)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid receiver = context.Spawn(Asleep, Bounded(1, mode));

            Assert.Equal(SendResult.Accepted, await receiver.SendAsync("1"));
            Assert.Equal(expected, await receiver.SendAsync("2"));
        });
    }

    [Theory]
    [InlineData(MailboxFullMode.Reject, CallFailureCause.Overloaded)]
    [InlineData(MailboxFullMode.DropNewest, CallFailureCause.Overloaded)]
    [InlineData(MailboxFullMode.DropOldest, null)]
    [InlineData(MailboxFullMode.Wait, null)]
    public void Call_ToFullMailbox_FailsAtOnceOrWaits(MailboxFullMode mode, CallFailureCause? expected)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await StartBusyAsync(context, mode);
            server.Cast(new Request.Tell("fills it"));

            CallResult<string> result = await server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan);

            Assert.Equal(expected, result.Failure?.Cause);
            Assert.Equal(expected is null ? Second : TimeSpan.Zero, simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void Call_IsDroppedAsTheOldest_FailsAtOnceAndNamesTheBound()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await StartBusyAsync(context, MailboxFullMode.DropOldest);
            Task<CallResult<string>> call = server.TryCallAsync(new Request.Ask("?"), Timeout.InfiniteTimeSpan).AsTask();
            server.Cast(new Request.Tell("newer"));

            CallFailure? failure = (await call).Failure;

            Assert.Equal(CallFailureCause.Overloaded, failure!.Cause);
            Assert.Equal(
                $"Call Ask to {server.Pid} failed: its bounded mailbox is full. Slow down, or raise MailboxOptions.Capacity.", failure.Detail);
            Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void Call_TimesOutWhileItWaitsForRoom_IsHandledByNobodyAndBlocksNobody()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await StartBusyAsync(context, MailboxFullMode.Wait);
            server.Cast(new Request.Tell("fills it"));

            CallResult<string> impatient = await server.TryCallAsync(new Request.Ask("impatient"), TimeSpan.FromMilliseconds(1));
            CallResult<string> patient = await server.TryCallAsync(new Request.Ask("patient"), Timeout.InfiniteTimeSpan);

            Assert.Equal(CallFailureCause.Timeout, impatient.Failure!.Cause);
            Assert.Equal("patient", patient.Reply);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Capacity_IsNotPositive_StartThrowsAndSaysWhatToDo(int capacity)
    {
        using Simulation simulation = new();

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => simulation.Runtime.Spawn(Asleep, Bounded(capacity)));

        Assert.StartsWith(
            $"MailboxOptions.Capacity was {capacity}; it must be 1 or more. Leave Mailbox null for an unbounded mailbox.",
            error.Message, StringComparison.Ordinal);
        Assert.Equal(0, simulation.Runtime.ProcessCount);
    }

    private static Task Asleep(ProcessContext context) => context.DelayAsync(Timeout.InfiniteTimeSpan);

    private static ProcessOptions Bounded(int capacity, MailboxFullMode mode = MailboxFullMode.Wait) =>
        new() { Mailbox = new MailboxOptions(capacity, mode) };

    /// <summary>A server with one place that is busy for a while from the start; it does not hurt its starter when it is killed.</summary>
    private static Task<ServerRef<Request>> StartBusyAsync(ProcessContext context, MailboxFullMode mode, TimeSpan? time = null) =>
        context.Runtime.StartServerAsync(
            () => new ScriptedServer
            {
                OnInit = static _ => new(InitResult.Continue()),
                OnContinue = async (server, _) => await server.Context.DelayAsync(time ?? Second),
            },
            new ServerOptions { Mailbox = new MailboxOptions(1, mode) });
}
