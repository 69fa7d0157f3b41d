using System.Globalization;

namespace ItemsApi;

/// <summary>Where an SMTP server listens.</summary>
internal sealed record SmtpHost(string Host, int Port)
{
    /// <summary>Null when the text is no host and port.</summary>
    public static SmtpHost? Read(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= ushort.MaxValue
            ? new SmtpHost(text[..colon], port)
            : null;
    }

    /// <summary>Host and port as they are written on the command line.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
