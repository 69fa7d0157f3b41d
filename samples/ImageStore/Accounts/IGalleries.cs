namespace ImageStore;

/// <summary>Which account has which images. Plain data and rules: no process, no disk, no time.</summary>
internal interface IGalleries
{
    /// <summary>Makes sure that the account is there.</summary>
    /// <returns>False when it was there already.</returns>
    bool Open(string account);

    /// <summary>Rule 3: whether the account may not have this image because it has it already.</summary>
    bool IsDuplicate(string account, ImageId id);

    /// <summary>The account has this image from now on.</summary>
    void Add(string account, Image image);

    /// <summary>Rule 1: the account does not have this image from now on.</summary>
    void Remove(string account, ImageId id);

    /// <summary>The image; null when the account does not have it.</summary>
    Image? Find(string account, ImageId id);

    /// <summary>All images of the account, in the order of their ids.</summary>
    IReadOnlyList<Image> List(string account);
}
