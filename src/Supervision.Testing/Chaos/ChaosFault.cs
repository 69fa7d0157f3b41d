namespace Supervision.Testing;

/// <summary>Something that a plan can make go wrong.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Arm">Sets it up. It is called at each <see cref="ChaosKind.Fault"/> that draws it, also of a plan that does so twice.</param>
/// <remarks>
/// <para>A fault should end by itself (<see cref="FaultTrigger.Times"/>, <see cref="FaultTrigger.For"/>): what holds for ever leaves no steady state to
/// come back to.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// </remarks>
public sealed record ChaosFault(string Name, Action<FaultControl> Arm);
