namespace Supervision;

/// <summary>What a circuit breaker has counted since it was made, as it was at one moment.</summary>
/// <param name="Admitted">How many calls it has let through.</param>
/// <param name="Succeeded">How many of them succeeded.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Abandoned">Of how many nobody knows: their caller gave up or had to end.</param>
/// <param name="Slow">How many of those that succeeded or failed took longer than <see cref="CircuitBreakerOptions.LatencyTarget"/>.</param>
/// <param name="Rejected">How many calls it has not let through.</param>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public readonly record struct CircuitCounts(long Admitted, long Succeeded, long Failed, long Abandoned, long Slow, long Rejected)
{
    /// <summary>How many calls are under way.</summary>
    public long InFlight => Admitted - Succeeded - Failed - Abandoned;
}
