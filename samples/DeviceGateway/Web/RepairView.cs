namespace DeviceGateway;

/// <summary>A device that does not run.</summary>
/// <param name="Device">Its key.</param>
/// <param name="Ends">How often it has ended in a row.</param>
/// <param name="StartsIn">When it is tried again, in whole seconds; null when that is at once or never.</param>
/// <param name="Why">Why it ended; null when it was never started.</param>
/// <param name="PausedBy">Which switches hold it.</param>
internal sealed record RepairView(string Device, int Ends, string? StartsIn, string? Why, IReadOnlyList<string> PausedBy)
{
    public static RepairView Of(ReconciledChild child) => new(
        child.Key,
        child.Ends,
        child.StartsIn is { } time ? TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)).ToString("c", System.Globalization.CultureInfo.InvariantCulture) : null,
        child.LastReason?.ToString(),
        child.PausedBy);
}
