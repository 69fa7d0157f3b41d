namespace Supervision;

/// <summary>How a server is started.</summary>
public sealed record ServerOptions : ProcessOptions
{
    internal static new readonly ServerOptions Default = new();

    /// <summary>How long <c>InitAsync</c> may take before the server is killed and its start fails with the reason <c>timeout</c>. Null, the default,
    /// and <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan? InitTimeout { get; init; }
}
