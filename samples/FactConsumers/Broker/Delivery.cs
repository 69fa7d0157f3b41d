namespace FactConsumers;

/// <summary>A fact that a broker has handed to a consumer and keeps until it is acknowledged.</summary>
/// <param name="Tag">Its number within the subscription.</param>
/// <param name="Fact">The fact.</param>
/// <param name="IsRedelivered">True when somebody had it before and did not acknowledge it.</param>
internal sealed record Delivery(ulong Tag, Fact Fact, bool IsRedelivered);
