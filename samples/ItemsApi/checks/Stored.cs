namespace ItemsApi.Checks;

/// <summary>Compares what was acknowledged with what the API has.</summary>
internal static class Stored
{
    /// <summary>Expects every acknowledged item to be there, unchanged.</summary>
    public static async Task ExpectAllAsync(Scoreboard score, Uri address, IReadOnlyDictionary<long, string> acknowledged)
    {
        using var api = new ItemsClient(address);
        Dictionary<long, string> stored = await api.GetAllItemsAsync();
        int lost = acknowledged.Count(item => !stored.TryGetValue(item.Key, out string? name) || name != item.Value);
        score.Expect(
            lost == 0 && acknowledged.Count > 0,
            $"acknowledged items lost: {lost} of {acknowledged.Count} ({stored.Count - acknowledged.Count} stored without an acknowledgement)");
    }
}
