namespace FactConsumers.Tests;

public sealed class FileJournalTests : IDisposable
{
    private static readonly Fact[] Two = [Replica.Found("1"), Replica.Measured("2")];
    private readonly CheckDirectory _directory = new();

    private string Path => System.IO.Path.Combine(_directory.Path, "facts.journal");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_AfterAppend_HasAllFacts()
    {
        await WriteAsync(Two);

        await using var journal = new FileJournal(Path);
        Assert.Equal(Two, await journal.OpenAsync());
    }

    [Fact]
    public async Task Open_TornLastLine_CutsItOffAndGoesOn()
    {
        await WriteAsync(Two);
        byte[] whole = await File.ReadAllBytesAsync(Path, CancellationToken.None);
        await File.WriteAllBytesAsync(Path, whole[..^5], CancellationToken.None);

        await using (var journal = new FileJournal(Path))
        {
            Assert.Equal(Two[..1], await journal.OpenAsync());
            await journal.AppendAsync(Two[1]);
        }

        Assert.Equal(whole, await File.ReadAllBytesAsync(Path, CancellationToken.None));
    }

    [Fact]
    public async Task Open_WhileAnotherHasIt_IsRefused()
    {
        await using var first = new FileJournal(Path);
        await first.OpenAsync();

        await using var second = new FileJournal(Path);
        await Assert.ThrowsAsync<IOException>(second.OpenAsync);
    }

    [Fact]
    public void Read_WhatIsNoFact_IsOfAKindThatNobodyKnows()
    {
        Fact fact = FactText.Read("not json"u8);

        Assert.Equal((FactText.Unreadable, "not json"), (fact.Kind, fact.Value));
        Assert.Equal(FactText.Unreadable, FactText.Read("{}"u8).Kind);
        Assert.False(new Vocabulary().KnowsKind(FactQueues.Mushrooms, FactText.Unreadable));
    }

    private async Task WriteAsync(IEnumerable<Fact> facts)
    {
        await using var journal = new FileJournal(Path);
        await journal.OpenAsync();
        foreach (Fact fact in facts)
        {
            await journal.AppendAsync(fact);
        }
    }
}
