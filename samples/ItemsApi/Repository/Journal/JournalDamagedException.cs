namespace ItemsApi;

/// <summary>The journal is damaged in a way that a torn write cannot explain; repairing it would lose acknowledged items.</summary>
internal sealed class JournalDamagedException(string message) : Exception(message)
{
    /// <summary>It is not there any more.</summary>
    public static JournalDamagedException Removed(string path) =>
        new($"The journal {path} was removed while the program ran. To begin another would lose stored items. Restore the file from a copy.");
}
