namespace ItemsApi.Checks;

/// <summary>Compares what was acknowledged with what the API has.</summary>
internal static class Stored
{
    /// <summary>Expects every acknowledged item to be there, unchanged. The database may hold items of other checks, with other names.</summary>
    public static async Task ExpectAllAsync(Scoreboard score, Uri address, IReadOnlyDictionary<long, string> acknowledged, string prefix)
    {
        using var api = new ItemsClient(address);
        Dictionary<long, string> stored = await api.GetAllItemsAsync();
        int lost = acknowledged.Count(item => !stored.TryGetValue(item.Key, out string? name) || name != item.Value);
        int unanswered = stored.Values.Count(name => name.StartsWith(prefix, StringComparison.Ordinal)) - acknowledged.Count + lost;
        score.Expect(
            lost == 0 && acknowledged.Count > 0,
            $"acknowledged items lost: {lost} of {acknowledged.Count} ({unanswered} more were stored, whose answers were lost)");
    }
}
