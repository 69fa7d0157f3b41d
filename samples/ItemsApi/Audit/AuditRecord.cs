namespace ItemsApi;

/// <summary>Some items are about to be stored.</summary>
internal sealed record AuditRecord(DateTimeOffset At, IReadOnlyList<string?> Names);
