using Supervision.Runtime;

namespace Supervision.Tests.Scheduling;

/// <summary>A server that misuses its context in a handler, gets over it, and tells whether it then still counts as user code.</summary>
internal sealed class MisusingServer(Action<ProcessContext> misuse) : GenServer<MisusingServer.Try>
{
    internal sealed record Try : ICall<Try, bool>;

    protected override ValueTask HandleAsync(Try message)
    {
        Assert.ThrowsAny<Exception>(() => misuse(Context));
        Reply(message, (((ProcessCell)Self.Target!).GateEpoch & 1) == 1);
        return default;
    }
}
