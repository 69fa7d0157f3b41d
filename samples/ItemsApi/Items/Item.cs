namespace ItemsApi;

/// <summary>An item that is stored.</summary>
/// <param name="Id">Given by the store, from 1 upwards.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Note">More about it; null for none.</param>
/// <param name="CreatedAt">When the repository took it.</param>
internal sealed record Item(long Id, string Name, string? Note, DateTimeOffset CreatedAt);
