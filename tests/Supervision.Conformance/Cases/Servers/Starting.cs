namespace Supervision.Conformance.Cases.Servers;

/// <summary>The ways to start a server that the published suites go through.</summary>
internal static class Starting
{
    /// <summary>Starts a server on its own, or linked to the calling process.</summary>
    internal static Task<ServerRef<T>> StartAsync<T>(
        this ProcessContext context, bool linked, Func<GenServer<T>> create, ServerOptions? options = null)
        where T : notnull =>
        linked ? context.StartServerAsync(create, options) : context.Runtime.StartServerAsync(create, options);

    /// <summary>How a start that must not succeed has ended.</summary>
    internal static async Task<StartResult> FailureAsync<T>(Task<ServerRef<T>> start)
        where T : notnull => (await Assert.ThrowsAsync<StartFailedException>(() => start)).Result;

    /// <summary>How a call that must not succeed has ended.</summary>
    internal static async Task<CallFailure> FailureAsync<TReply>(ValueTask<CallResult<TReply>> call)
    {
        CallFailure? failure = (await call).Failure;
        Assert.NotNull(failure);
        return failure;
    }
}
