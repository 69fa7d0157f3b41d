using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Faults;

/// <summary>What a test has set up to go wrong in one runtime. The test kit implements it.</summary>
internal abstract class FaultInjector
{
    internal abstract Task<T> HitAsync<T>(FaultPoint<T> point, Func<Task<T>> real, string? tag);

    internal abstract Task HitAsync(FaultPoint point, string? tag);

    /// <summary>What happens to a call instead of its being handled; null for nothing. In the turn of the server that has taken it.</summary>
    internal abstract CallFault? OfCall(ProcessTarget server, CallNode call);
}
