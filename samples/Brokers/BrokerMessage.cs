namespace Brokers;

/// <summary>What a queue holds.</summary>
/// <param name="Id">Tells a message that is delivered twice from two messages. Empty when whoever published it gave it none.</param>
/// <param name="Text">What it says; UTF-8 on the wire. Anybody can put anything into a queue, so it need not be what the reader expects.</param>
public sealed record BrokerMessage(string Id, string Text);
