namespace ImageStore;

/// <summary>Where images outlive the processes.</summary>
internal interface IShelf
{
    /// <summary>Everything that is there; an account without images too.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<Image>>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps an account; nothing happens when it is there.</summary>
    Task OpenAsync(string account, CancellationToken cancellationToken);

    /// <summary>Keeps an image. It is there whole or not at all, whatever happens meanwhile.</summary>
    Task PutAsync(string account, Image image, CancellationToken cancellationToken);

    /// <summary>Takes an image away; nothing happens when it is not there.</summary>
    Task DeleteAsync(string account, ImageId id, CancellationToken cancellationToken);
}
