namespace ImageStore.Tests;

/// <summary>Galleries with one mistake in them.</summary>
internal abstract class FaultyGalleries : IGalleries
{
    protected Galleries Inner { get; } = new();

    public bool Open(string account) => Inner.Open(account);

    public abstract bool IsDuplicate(string account, ImageId id);

    public virtual void Add(string account, Image image) => Inner.Add(account, image);

    public void Remove(string account, ImageId id)
    {
        Inner.Remove(account, id);
        Removed(account, id);
    }

    public Image? Find(string account, ImageId id) => Inner.Find(account, id);

    public IReadOnlyList<Image> List(string account) => Inner.List(account);

    protected virtual void Removed(string account, ImageId id)
    {
    }
}
