namespace Supervision;

/// <summary>A place in code at which the outside world is asked for something, and at which a test may make something go wrong or answer in
/// its place.</summary>
/// <typeparam name="T">What the outside world answers.</typeparam>
/// <remarks><para><b>From:</b> any thread; immutable. Defined by <see cref="FaultPoint.Define{T}"/>.</para></remarks>
public sealed class FaultPoint<T> : FaultPoint
{
    internal FaultPoint(string name)
        : base(name)
    {
    }
}
