namespace Supervision.Pools;

/// <summary>What is asked of the process that resizes a pool: so many workers. Answered with how many there are then.</summary>
internal sealed record PoolSizing(int Size) : ICall<PoolSizing, int>;
