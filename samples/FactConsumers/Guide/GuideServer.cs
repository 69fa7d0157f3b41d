namespace FactConsumers;

/// <summary>The read model: what all integrated facts together say. A fact that comes twice counts once.</summary>
internal sealed class GuideServer(IFactJournal journal) : GenServer<GuideMessage>
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Found, string? Toxicity)> _mushrooms = new(StringComparer.Ordinal);

    protected override async ValueTask<InitResult> InitAsync()
    {
        foreach (Fact fact in await journal.OpenAsync())
        {
            Take(fact);
        }

        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(GuideMessage message)
    {
        switch (message)
        {
            case GuideMessage.Integrate integrate:
                Reply(integrate, await IntegrateAsync(integrate.Fact));
                break;
            case GuideMessage.Read read:
                Reply(read, new GuideView(_ids.Count, _mushrooms.ToDictionary(entry => entry.Key, entry => Words(entry.Value.Found, entry.Value.Toxicity))));
                break;
        }
    }

    protected override object Describe() => new { Integrated = _ids.Count };

    private async ValueTask<bool> IntegrateAsync(Fact fact)
    {
        if (_ids.Contains(fact.Id))
        {
            return false;
        }

        await journal.AppendAsync(fact);
        Take(fact);
        return true;
    }

    private void Take(Fact fact)
    {
        _ids.Add(fact.Id);
        (int found, string? toxicity) = _mushrooms.GetValueOrDefault(fact.Mushroom);
        _mushrooms[fact.Mushroom] = fact.Kind == Vocabulary.Measured ? (found, fact.Value) : (found + 1, toxicity);
    }

    private static string Words(int found, string? toxicity) => Invariant($"found {found}, {toxicity ?? "not measured"}");
}
