namespace ItemsApi;

/// <summary>The journal is damaged in a way that a torn write cannot explain; repairing it would lose acknowledged items.</summary>
internal sealed class JournalDamagedException(string message) : Exception(message);
