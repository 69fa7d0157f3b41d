using Microsoft.Extensions.Options;

namespace WorkerService;

/// <summary>What goes wrong now and then: every fifth visit, or as often as the setting <c>Gremlin:Every</c> says.</summary>
public sealed class Gremlin(IOptions<GremlinOptions> options)
{
    private readonly int _every = options.Value.Visits;
    private int _visits;

    /// <exception cref="InvalidOperationException">The gremlin was there.</exception>
    public void Visit()
    {
        if (Interlocked.Increment(ref _visits) % _every == 0)
        {
            throw new InvalidOperationException("The gremlin was here.");
        }
    }
}
