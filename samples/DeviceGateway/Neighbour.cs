namespace DeviceGateway;

/// <summary>Somebody across a network, to whom several workers go. That it is away, and that it is there again, is logged once each, however many of them
/// find out and however often they try.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>all workers reach it</term><description>the first that does not is told of; those that come after it only join it</description></item>
/// <item><term>some do not</term><description>the last of them that does is told of: from then on nobody waits for it any more</description></item>
/// </list>
/// All of it under one lock: workers come from all threads, and the lines are to be in order.
/// </remarks>
internal sealed class Neighbour(string name, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _without = new(StringComparer.Ordinal);
    private int _losses;

    /// <summary>A worker has reached it.</summary>
    /// <returns>Which loss was the last: what the worker has open is younger.</returns>
    public int Reach(string worker)
    {
        lock (_lock)
        {
            if (_without.Remove(worker) && _without.Count == 0)
            {
                logger.NeighbourIsThere(name);
            }

            return _losses;
        }
    }

    /// <summary>A worker has tried in vain.</summary>
    public void Miss(string worker, string why)
    {
        lock (_lock)
        {
            if (_without.Add(worker) && _without.Count == 1)
            {
                _losses++;
                logger.NeighbourIsAway(name, why);
            }
        }
    }

    /// <summary>A worker has lost what it had open since a loss. If there was another meanwhile, that is why, and is no news: somebody who had nothing
    /// to do finds out long after it.</summary>
    public void Lose(string worker, string why, int since)
    {
        lock (_lock)
        {
            if (since == _losses)
            {
                Miss(worker, why);
            }
        }
    }
}
