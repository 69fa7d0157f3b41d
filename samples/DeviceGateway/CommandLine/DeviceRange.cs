using System.Globalization;

namespace DeviceGateway;

/// <summary>Devices 1 to <paramref name="Count"/> on a machine, each on the port after the one before.</summary>
internal sealed record DeviceRange(string Host, int Port, int Count)
{
    /// <summary>Null when the text is no such range.</summary>
    public static DeviceRange? Read(string text) =>
        text.Split(',') is [var address, var many] && address.LastIndexOf(':') is > 0 and var colon
            && int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count > 0 && port > 0 && port + count - 1 <= ushort.MaxValue
            ? new DeviceRange(address[..colon], port, count)
            : null;

    /// <summary>The change that makes them part of the configuration.</summary>
    public ConfigurationChange AsChange() => new(Put:
        [.. MemoryDevices.Configure(Count).Select((device, index) => device with { Host = Host, Port = Port + index })]);
}
