namespace DeviceGateway;

/// <summary>A time in which nothing was heard of a device.</summary>
/// <param name="From">When it was heard last.</param>
/// <param name="To">When it was heard again.</param>
/// <param name="Missing">How many readings it has counted meanwhile that never came.</param>
internal sealed record DeviceGap(DateTimeOffset From, DateTimeOffset To, long Missing);
