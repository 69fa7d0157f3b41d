using Supervision.Faults;

namespace Supervision;

/// <summary>Where the code of one runtime says that it has come to a <see cref="FaultPoint"/>.</summary>
/// <remarks>
/// <para>It is off, and stays off, unless a test takes hold of it with <c>FaultControl</c> of the package Supervision.Testing.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>Cost:</b> switched off, one field is looked at.</para>
/// </remarks>
public sealed class FaultSwitch
{
    private volatile FaultInjector? _injector;

    internal FaultSwitch()
    {
    }

    /// <summary>True when a test has taken hold of the runtime's faults. Points are counted from then on.</summary>
    public bool IsOn => _injector is not null;

    /// <summary>What a test has set up; null for nothing.</summary>
    internal FaultInjector? Injector => _injector;

    /// <summary>Asks the outside world, unless a test has something else happen.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="point">Where the code is.</param>
    /// <param name="real">Asks. It is called at once when the switch is off, and not called at all when a test answers in its place.</param>
    /// <param name="tag">What tells this use of the point from others, such as a tenant or a table; null for nothing.</param>
    /// <returns>What <paramref name="real"/> returns, or what a test has set up: an answer, an exception, any of them late, or nothing ever.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="point"/> or <paramref name="real"/> is null.</exception>
    /// <remarks>
    /// <para>A delay that a test has set up ends with the process that waits in it; so does silence. Code outside of processes may use points too.</para>
    /// </remarks>
    public Task<T> HitAsync<T>(FaultPoint<T> point, Func<Task<T>> real, string? tag = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(real);
        return _injector is { } injector ? injector.HitAsync(point, real, tag) : real();
    }

    /// <summary>Passes a point, unless a test has something else happen.</summary>
    /// <param name="point">Where the code is.</param>
    /// <param name="tag">As for <see cref="HitAsync{T}"/>.</param>
    /// <returns>Completed, or what a test has set up: an exception, a delay, or nothing ever.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="point"/> is null.</exception>
    public Task HitAsync(FaultPoint point, string? tag = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        return _injector is { } injector ? injector.HitAsync(point, tag) : Task.CompletedTask;
    }

    /// <summary>Gives the switch to a test, unless another has it already; that one is returned.</summary>
    internal FaultInjector TurnOn(FaultInjector injector) => Interlocked.CompareExchange(ref _injector, injector, null) ?? injector;
}
