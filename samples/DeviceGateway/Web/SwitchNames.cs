namespace DeviceGateway;

/// <summary>What the switches of repairs can be called.</summary>
internal static class SwitchNames
{
    private const int Shown = 20;

    /// <summary>What is wrong with a name; null when somebody has it.</summary>
    public static string? FindMistake(string word, IReadOnlyList<DeviceConfiguration> devices)
    {
        if (word == GatewayNames.Repairs || devices.Any(device => word == device.Group || word == GatewayNames.Device(device.Id)))
        {
            return null;
        }

        string[] groups = [.. devices.Select(device => device.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string more = groups.Length > Shown ? Invariant($" and {groups.Length - Shown} more") : "";
        string which = groups.Length > 0 ? $" ({string.Join(", ", groups.Take(Shown))}{more})" : "; there is none now";
        string some = devices.Count > 0 ? $", such as {GatewayNames.Device(devices[0].Id)}" : "";
        return $"Nothing is called '{word}' now. It must be {GatewayNames.Repairs} for all, a device{some}, or a group{which}.";
    }
}
