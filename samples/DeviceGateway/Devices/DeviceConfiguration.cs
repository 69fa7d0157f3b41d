namespace DeviceGateway;

/// <summary>What the left side says of one device.</summary>
/// <param name="Id">Its name, unique among all devices.</param>
/// <param name="Host">Where it listens.</param>
/// <param name="Port">On which TCP port.</param>
/// <param name="PollEvery">How long between two questions; more than zero.</param>
/// <param name="Group">What it belongs to, for the switches: repairs of a whole group can be paused.</param>
internal sealed record DeviceConfiguration(string Id, string Host, int Port, TimeSpan PollEvery, string Group);
