namespace Supervision.Hosting.Children;

/// <summary>Runs code as the host would: on the thread pool, without a synchronisation context. It may block its thread, and
/// <c>.Result</c> in it waits for nothing of a process.</summary>
internal static class PoolCode
{
    /// <summary>Runs it. It always begins: no token can keep it from doing so.</summary>
    /// <param name="code">The code; called on the pool.</param>
    /// <returns>Completes as the code does.</returns>
#pragma warning disable RS0030 // The one place where code of the application, which knows no processes, is put on the pool.
    internal static Task RunAsync(Func<Task> code) => Task.Run(code, CancellationToken.None);
#pragma warning restore RS0030
}
