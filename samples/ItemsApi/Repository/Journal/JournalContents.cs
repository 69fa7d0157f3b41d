namespace ItemsApi;

/// <summary>What a journal held when it was read.</summary>
/// <param name="Items">The items of all intact frames; the item with id n is at n - 1.</param>
/// <param name="IntactLength">How many bytes the intact frames take.</param>
/// <param name="TornBytes">How many bytes of an incomplete last frame follow; 0 for none.</param>
internal sealed record JournalContents(List<Item> Items, long IntactLength, long TornBytes);
