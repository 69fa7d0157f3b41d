namespace Supervision.Testing.Exploration;

/// <summary>What a schedule's numbers mean.</summary>
/// <param name="Delivery">When what was sent is in its receiver's mailbox.</param>
/// <param name="EagerTurns">Whether turns are no choice.</param>
/// <param name="TimerRaces">How many times a timer may race.</param>
internal readonly record struct ScheduleModes(Delivery Delivery, bool EagerTurns, int TimerRaces);
