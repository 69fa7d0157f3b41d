using System.Buffers;
using System.Text.Json;

namespace DeviceGateway;

/// <summary>Reads a change, as it comes from the queue and by HTTP.</summary>
internal static class ChangeText
{
    private const int LongestName = 100;
    private const string Allowed = "must have 1 to 100 letters from a to z, digits, '-', '_' and '.', and begin with a letter or digit: it is part of addresses";
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The change, or what is wrong with the text.</summary>
    public static (ConfigurationChange? Change, string? Mistake) Read(string text)
    {
        try
        {
            ConfigurationChange? change = JsonSerializer.Deserialize(text, GatewayJson.Plain.ConfigurationChange);
            string? mistake = change is null ? "It says null." : FindMistake(change);
            return mistake is null ? (change, null) : (null, mistake);
        }
        catch (JsonException error)
        {
            return (null, $"It is no JSON of a change: {error.Message}");
        }
    }

    private static string? FindMistake(ConfigurationChange change)
    {
        if ((change.Put ?? []).Count + (change.Remove ?? []).Count == 0)
        {
            return "It changes nothing; it needs \"put\" with devices or \"remove\" with ids.";
        }

        return (change.Put ?? []).Select(FindMistake).FirstOrDefault(mistake => mistake is not null)
            ?? ((change.Remove ?? []).Any(string.IsNullOrWhiteSpace) ? "An id to remove is empty." : null);
    }

    private static string? FindMistake(DeviceConfiguration? device) => device switch
    {
        null => "A device is null.",
        _ when !IsName(device.Id) => $"A device has the id '{device.Id}'; it {Allowed}.",
        _ when string.IsNullOrWhiteSpace(device.Host) => $"Device {device.Id} has no host.",
        _ when device.Port is < 0 or > ushort.MaxValue => Invariant($"Device {device.Id} has the port {device.Port}; it must be from 0 to 65535."),
        _ when device.PollEvery < Shortest || device.PollEvery > Longest => $"Device {device.Id} has pollEvery {device.PollEvery}; it must be from {Shortest} to {Longest}.",
        _ when !IsName(device.Group) => $"Device {device.Id} has the group '{device.Group}'; it {Allowed}.",
        _ => null,
    };

    /// <summary>Whether it can be written in an address as it is, and is not taken for a step between folders there.</summary>
    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
