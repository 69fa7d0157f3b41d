using Supervision.Testing.Faults;

namespace Supervision.Testing;

/// <summary>What goes wrong at a place where something is asked for.</summary>
/// <typeparam name="T">What is answered there.</typeparam>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
public sealed class FaultEffects<T> : FaultEffects
{
    internal FaultEffects(Func<FaultEffect, ArmedFault> arm)
        : base(arm)
    {
    }

    /// <summary>This is answered, and nobody is asked: the point's own code does not run, the server does not handle the call.</summary>
    /// <param name="answer">The answer, the same each time.</param>
    /// <returns>What was set up.</returns>
    public ArmedFault Return(T answer) => Arm(new FaultEffect { Answer = new FaultAnswer<T>(answer) });
}
