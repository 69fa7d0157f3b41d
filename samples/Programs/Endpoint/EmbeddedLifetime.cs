using Microsoft.Extensions.Hosting;

namespace Programs;

/// <summary>The web application lives inside the tree: Ctrl-C and SIGTERM are the program's, not the endpoint's.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
