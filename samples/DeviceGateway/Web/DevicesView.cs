namespace DeviceGateway;

/// <summary>All devices at this moment.</summary>
/// <param name="Configured">How many there are to be.</param>
/// <param name="Running">How many have a supervisor.</param>
/// <param name="Away">The others.</param>
internal sealed record DevicesView(int Configured, int Running, IReadOnlyList<RepairView> Away);
