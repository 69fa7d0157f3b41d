namespace FactConsumers;

/// <summary>Where integrated facts are kept over restarts. Used by one process at a time.</summary>
internal interface IFactJournal : IAsyncDisposable
{
    /// <summary>Opens it.</summary>
    /// <returns>Completes with all that was appended before.</returns>
    Task<IReadOnlyList<Fact>> OpenAsync();

    /// <summary>Keeps a fact.</summary>
    /// <returns>Completes when it cannot be lost any more.</returns>
    Task AppendAsync(Fact fact);
}
