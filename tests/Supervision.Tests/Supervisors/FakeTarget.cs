using Supervision.Processes;

namespace Supervision.Tests.Supervisors;

/// <summary>A process that exists only as a pid, but for what a derived one adds.</summary>
internal class FakeTarget(long id) : ProcessTarget
{
    internal override long Id { get; } = id;

    internal override bool IsAlive => true;

    internal override string? RegisteredName => null;

    internal override SendResult Send(Envelope message) => throw new NotSupportedException();

    internal override ValueTask<SendResult> SendAsync(Envelope message, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal override void Exit(ExitReason reason) => throw new NotSupportedException();

    internal override Task<ExitReason> WaitForExitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    internal override bool Deliver(ProcessTarget? from, Envelope envelope) => throw new NotSupportedException();

    internal override bool Accept(Envelope envelope) => throw new NotSupportedException();

    internal override void RunTurn() => throw new NotSupportedException();

    internal override void RunTurnInRow(ExecutionContext? clean) => throw new NotSupportedException();

    public override void Execute() => throw new NotSupportedException();
}
