namespace DeviceGateway;

/// <summary>The brain at this moment.</summary>
/// <param name="Paused">The switches that are on.</param>
/// <param name="Away">The devices that do not run.</param>
internal sealed record RepairsView(IReadOnlyList<string> Paused, IReadOnlyList<RepairView> Away);
