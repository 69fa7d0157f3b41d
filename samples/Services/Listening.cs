using System.Net.Sockets;

namespace Services;

/// <summary>Why the service cannot listen where it was told to.</summary>
internal static class Listening
{
    /// <summary>Whether the web server throws this for an address. A tree that does not start has an exception of its own, which does not come here.</summary>
    public static bool IsRefusal(Exception error) => error is IOException or SocketException or FormatException or ArgumentException or InvalidOperationException;

    /// <summary>One line for people.</summary>
    public static string Mistake(string? urls, Exception error)
    {
        string said = urls is null ? "ASPNETCORE_URLS was not set, which is http://localhost:5000" : $"ASPNETCORE_URLS or --urls was '{urls}'";
        return $"The service cannot listen. {said}; must be addresses that are free here, such as http://127.0.0.1:7101. {error.Message.Split('\n')[0]}";
    }
}
