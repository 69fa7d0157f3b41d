namespace ItemsApi.Tests;

public sealed class SpoolTransportTests : IDisposable
{
    private readonly CheckDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Send_TwoMails_AreTwoWholeFiles()
    {
        await using var spool = new SpoolTransport(_directory.File("spool"));

        await spool.SendAsync(new Mail("one", "a@example.org", "First", "body 1"), CancellationToken.None);
        await spool.SendAsync(new Mail("two", "a@example.org", "Second", "body 2"), CancellationToken.None);

        Assert.Equal(["one.eml", "two.eml"], Directory.GetFiles(_directory.File("spool")).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(_directory.File("spool/tmp")));
        string text = await File.ReadAllTextAsync(_directory.File("spool/two.eml"), TestContext.Current.CancellationToken);
        Assert.Contains("To: a@example.org\nSubject: Second\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\nbody 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_SameMailAgain_IsOneFile()
    {
        await using var spool = new SpoolTransport(_directory.Path);
        var mail = new Mail("one", "a@example.org", "First", "body");

        await spool.SendAsync(mail, CancellationToken.None);
        await spool.SendAsync(mail, CancellationToken.None);

        Assert.Single(Directory.GetFiles(_directory.Path));
    }
}
