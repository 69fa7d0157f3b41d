namespace Brokers;

/// <summary>A message that a broker has handed to a consumer and keeps until it is acknowledged.</summary>
/// <param name="Tag">Its number within the subscription.</param>
/// <param name="Message">The message.</param>
/// <param name="IsRedelivered">True when somebody had it before and did not acknowledge it.</param>
public sealed record Delivery(ulong Tag, BrokerMessage Message, bool IsRedelivered);
