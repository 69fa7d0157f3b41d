namespace ImageStore;

/// <summary>The names by which the processes find each other. A name survives restarts, a pid does not.</summary>
internal static class Names
{
    public const string Root = "image-store";
    public const string Accounts = "accounts";
    public const string Sessions = "sessions";
    public const string Images = "images";

    /// <summary>The processes that may be killed while the store runs.</summary>
    public static IReadOnlyList<string> Servers { get; } = [Accounts, Sessions, Images];
}
