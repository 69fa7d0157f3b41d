namespace ImageStore.Tests;

public sealed class DirectoryShelfTests : IDisposable
{
    private static readonly Image Cat = Image.Of("(=^.^=)");
    private readonly string _directory = Directory.CreateTempSubdirectory("image-store-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shelf_ReadByTheNext_HasWhatWasPutAndNotWhatWasDeleted()
    {
        using var shelf = new DirectoryShelf(_directory);
        Image dog = Image.Of("U・ᴥ・U");
        await shelf.OpenAsync("ann", Token);
        await shelf.OpenAsync("bob", Token);
        await shelf.PutAsync("ann", Cat, Token);
        await shelf.PutAsync("ann", Cat, Token);
        await shelf.PutAsync("ann", dog, Token);
        await shelf.DeleteAsync("ann", dog.Id, Token);
        await shelf.DeleteAsync("ann", dog.Id, Token);

        using var next = new DirectoryShelf(_directory);
        IReadOnlyDictionary<string, IReadOnlyList<Image>> loaded = await next.LoadAsync(Token);

        Assert.Equal(["ann", "bob"], loaded.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([Cat], loaded["ann"]);
        Assert.Empty(loaded["bob"]);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b\\c:*?")]
    [InlineData("..")]
    [InlineData("ünï 😀")]
    public async Task Shelf_AnyName_StaysInItsDirectoryAndIsReadBack(string account)
    {
        using var shelf = new DirectoryShelf(_directory);
        await shelf.OpenAsync(account, Token);
        await shelf.PutAsync(account, Cat, Token);

        IReadOnlyDictionary<string, IReadOnlyList<Image>> loaded = await shelf.LoadAsync(Token);

        Assert.Equal([account], loaded.Keys);
        Assert.Single(Directory.GetFiles(_directory, "*.image", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Shelf_ThatAnotherStoreHas_IsRefused()
    {
        using var first = new DirectoryShelf(_directory);
        await first.LoadAsync(Token);
        await first.LoadAsync(Token);

        using var second = new DirectoryShelf(_directory);
        await Assert.ThrowsAsync<IOException>(() => second.LoadAsync(Token));
    }

    [Fact]
    public async Task Shelf_WriteWasCutShort_DoesNotHaveTheImage()
    {
        using var shelf = new DirectoryShelf(_directory);
        await shelf.OpenAsync("ann", Token);
        await File.WriteAllTextAsync(Path.Combine(Directory.GetDirectories(_directory).Single(), "0123456789ab.image.unfinished"), "(=^", Token);

        IReadOnlyDictionary<string, IReadOnlyList<Image>> loaded = await shelf.LoadAsync(Token);

        Assert.Empty(loaded["ann"]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
