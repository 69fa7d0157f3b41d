namespace ItemsApi.Tests;

public sealed class JournalStoreFactoryTests : IDisposable
{
    private readonly CheckDirectory _directory = new();
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _directory.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Check_NewDirectory_MakesTheJournalAndLeavesItUnlocked()
    {
        var stores = new JournalStoreFactory(_directory.File("new/data"), _log);

        await stores.CheckAsync(CancellationToken.None);

        await using IItemStore store = await stores.OpenAsync(CancellationToken.None);
        Assert.Empty(await store.ListAsync(0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Check_JournalInUse_SaysWhichFile()
    {
        var stores = new JournalStoreFactory(_directory.Path, _log);
        await using IItemStore holder = await stores.OpenAsync(CancellationToken.None);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.CheckAsync(CancellationToken.None));

        Assert.StartsWith($"The journal {_directory.File("items.journal")} cannot be opened: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileWasRemovedMeanwhile_RefusesToBeginAnother()
    {
        var stores = new JournalStoreFactory(_directory.Path, _log);
        await (await stores.OpenAsync(CancellationToken.None)).DisposeAsync();
        File.Delete(_directory.File("items.journal"));

        await Assert.ThrowsAsync<JournalDamagedException>(() => stores.OpenAsync(CancellationToken.None));

        Assert.False(File.Exists(_directory.File("items.journal")));
    }

    [Fact]
    public async Task Check_FileInPlaceOfTheDirectory_SaysSo()
    {
        await File.WriteAllTextAsync(_directory.File("data"), "", TestContext.Current.CancellationToken);
        var stores = new JournalStoreFactory(_directory.File("data"), _log);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.CheckAsync(CancellationToken.None));
    }
}
