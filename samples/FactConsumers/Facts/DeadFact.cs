namespace FactConsumers;

/// <summary>A fact that nobody has opted in for, and where it came from.</summary>
internal sealed record DeadFact(string Queue, Fact Fact);
