namespace ImageStore.Tests;

/// <summary>Galleries into which a mistake can be put.</summary>
internal abstract class FaultyGalleries : IGalleries
{
    private readonly Galleries _galleries = new();

    public virtual bool Open(string account) => _galleries.Open(account);

    public virtual bool IsDuplicate(string account, ImageId id) => _galleries.IsDuplicate(account, id);

    public virtual void Add(string account, Image image) => _galleries.Add(account, image);

    public virtual void Remove(string account, ImageId id) => _galleries.Remove(account, id);

    public virtual Image? Find(string account, ImageId id) => _galleries.Find(account, id);

    public virtual IReadOnlyList<Image> List(string account) => _galleries.List(account);
}
