namespace Supervision.Conformance.Cases.Registries;

/// <summary>A server that can be reached by a key, or does not start.</summary>
internal sealed class RegisteredServer(UniqueRegistry<string, string?> registry, string key, string? value) : GenServer<RegisteredServer.Ask>
{
    internal sealed record Ask : ICall<Ask, int>;

    protected override ValueTask<InitResult> InitAsync() => new(registry.TryRegister(Context, key, value, out Pid holder)
        ? InitResult.Ok
        : InitResult.Fail(new ExitReason.Custom("already_started", holder)));

    protected override ValueTask HandleAsync(Ask message)
    {
        Reply(message, 7);
        return default;
    }
}
