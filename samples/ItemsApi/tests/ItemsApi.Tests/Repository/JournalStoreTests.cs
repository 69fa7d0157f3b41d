namespace ItemsApi.Tests;

public sealed class JournalStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly CheckDirectory _directory = new();
    private readonly LogLines _log = new();

    private string JournalPath => _directory.File("items.journal");

    public void Dispose()
    {
        _directory.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Add_ThenReopen_HoldsTheSameItems()
    {
        IReadOnlyList<Item> first = await AddAsync(new NewItem("lamp", "ünïcode\n \u2028 \"quoted\""), new NewItem("chair", null));
        IReadOnlyList<Item> second = await AddAsync(new NewItem("table", "x"));

        await using JournalStore reopened = Open();

        Assert.Equal([.. first, .. second], await reopened.ListAsync(0, 100, CancellationToken.None));
        Assert.Equal([1, 2, 3], first.Concat(second).Select(item => item.Id));
        Assert.DoesNotContain(_log.All, line => line.Contains("torn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_AfterAndLimit_IsThatPage()
    {
        await AddAsync(new NewItem("a", null), new NewItem("b", null), new NewItem("c", null));

        await using JournalStore store = Open();

        Assert.Equal([2L], (await store.ListAsync(1, 1, CancellationToken.None)).Select(item => item.Id));
        Assert.Empty(await store.ListAsync(long.MaxValue, 10, CancellationToken.None));
        Assert.Null(await store.FindAsync(4, CancellationToken.None));
        Assert.Null(await store.FindAsync(0, CancellationToken.None));
    }

    [Fact]
    public async Task Open_TornAtEveryByteOfTheLastFrame_KeepsTheFramesBeforeIt()
    {
        IReadOnlyList<Item> kept = await AddAsync(new NewItem("lamp", null), new NewItem("chair", null));
        long intact = new FileInfo(JournalPath).Length;
        await AddAsync(new NewItem("torn", "with a note"), new NewItem("torn too", null));
        byte[] whole = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);

        for (long length = intact; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(JournalPath, whole[..(int)length], TestContext.Current.CancellationToken);
            await using JournalStore store = Open();
            Assert.Equal(kept, await store.ListAsync(0, 100, CancellationToken.None));
            Assert.Equal(intact, new FileInfo(JournalPath).Length);
        }

        Assert.Equal(whole.Length - intact - 1, _log.All.Count(line => line.Contains("torn record", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Open_AnyByteOfTheLastFrameWrong_CutsItOffAndSaysSo()
    {
        IReadOnlyList<Item> kept = await AddAsync(new NewItem("lamp", null));
        long intact = new FileInfo(JournalPath).Length;
        await AddAsync(new NewItem("torn", "with a note"));
        byte[] whole = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);

        for (long at = intact; at < whole.Length; at++)
        {
            byte[] wrong = [.. whole];
            wrong[at] ^= 0x01;
            await File.WriteAllBytesAsync(JournalPath, wrong, TestContext.Current.CancellationToken);
            await using JournalStore store = Open();
            Assert.Equal(kept, await store.ListAsync(0, 100, CancellationToken.None));
        }

        Assert.Equal(whole.Length - intact, _log.All.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Open_ZeroesBehindTheLastFrame_AreCutOff()
    {
        await AddAsync(new NewItem("lamp", null));
        await File.AppendAllTextAsync(JournalPath, new string('\0', 5000), TestContext.Current.CancellationToken);

        await using JournalStore store = Open();

        Assert.Single(await store.ListAsync(0, 100, CancellationToken.None));
        Assert.Contains(_log.All, line => line.Contains("torn record of 5000 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Add_AfterRepair_ContinuesTheJournal()
    {
        await AddAsync(new NewItem("lamp", null));
        await File.AppendAllTextAsync(JournalPath, "0123", TestContext.Current.CancellationToken);

        IReadOnlyList<Item> added = await AddAsync(new NewItem("chair", null));
        await using JournalStore store = Open();

        Assert.Equal(2, Assert.Single(added).Id);
        Assert.Equal(2, (await store.ListAsync(0, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Open_DamageBeforeAnIntactFrame_RefusesAndChangesNothing()
    {
        await AddAsync(new NewItem("lamp", null));
        await AddAsync(new NewItem("chair", null));
        byte[] damaged = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);
        damaged[3] ^= 0x01;
        await File.WriteAllBytesAsync(JournalPath, damaged, TestContext.Current.CancellationToken);

        var error = Assert.Throws<JournalDamagedException>(Open);

        Assert.Contains("damaged at byte 0", error.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("a diary\nof somebody else\n")]
    [InlineData("a diary\nof somebody else")]
    [InlineData("\n\n")]
    public async Task Open_SeveralLinesThatAreNone_RefusesAndChangesNothing(string text)
    {
        await AddAsync(new NewItem("lamp", null));
        string before = await File.ReadAllTextAsync(JournalPath, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(JournalPath, text, TestContext.Current.CancellationToken);

        var error = Assert.Throws<JournalDamagedException>(Open);

        Assert.Contains(Invariant($"damaged at byte {before.Length}"), error.Message, StringComparison.Ordinal);
        Assert.Equal(before + text, await File.ReadAllTextAsync(JournalPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Add_FileWasRemoved_IsNotStoredWhereNobodyFindsIt()
    {
        await using JournalStore store = Open();
        File.Delete(JournalPath);

        var error = await Assert.ThrowsAsync<JournalDamagedException>(() => store.AddAsync([new NewItem("lamp", null)], Now, CancellationToken.None));

        Assert.Contains("was removed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FrameMissingInTheMiddle_Refuses()
    {
        await AddAsync(new NewItem("lamp", null));
        long first = new FileInfo(JournalPath).Length;
        await AddAsync(new NewItem("chair", null));
        byte[] whole = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(JournalPath, whole[(int)first..], TestContext.Current.CancellationToken);

        var error = Assert.Throws<JournalDamagedException>(Open);

        Assert.Contains("has item 2 where item 1 belongs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FramesLargerThanTheReadBuffer_AreRead()
    {
        NewItem[] batch = [.. Enumerable.Range(0, 100).Select(_ => new NewItem("long", new string('n', 4000)))];
        await AddAsync(batch);
        await AddAsync(batch);

        await using JournalStore store = Open();

        Assert.Equal(200, (await store.ListAsync(0, 1000, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Open_WhileAnotherHoldsIt_IsRefused()
    {
        await using JournalStore holder = Open();

        Assert.Throws<IOException>(Open);
    }

    private JournalStore Open() => JournalStore.Open(JournalPath, _log);

    private async Task<IReadOnlyList<Item>> AddAsync(params NewItem[] items)
    {
        await using JournalStore store = Open();
        return await store.AddAsync(items, Now, CancellationToken.None);
    }
}
