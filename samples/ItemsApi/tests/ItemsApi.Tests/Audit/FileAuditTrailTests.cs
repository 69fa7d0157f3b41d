namespace ItemsApi.Tests;

public sealed class FileAuditTrailTests : IDisposable
{
    private static readonly AuditRecord Record = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ["lamp", "chair"]);
    private readonly CheckDirectory _directory = new();

    private string TrailPath => _directory.File("trail");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Append_AfterATornRecord_HasALineOfItsOwn()
    {
        await File.WriteAllTextAsync(TrailPath, """{"at":"2026-""", TestContext.Current.CancellationToken);
        var trail = new FileAuditTrail(TrailPath);

        await trail.OpenAsync();
        await trail.AppendAsync(Record);
        await trail.AppendAsync(Record);

        string[] lines = await File.ReadAllLinesAsync(TrailPath, TestContext.Current.CancellationToken);
        const string Line = """{"at":"2026-01-02T03:04:05+00:00","names":["lamp","chair"]}""";
        Assert.Equal(["""{"at":"2026-""", Line, Line], lines);
    }

    [Fact]
    public async Task Append_FileIsGone_FailsAndBeginsNoOther()
    {
        var trail = new FileAuditTrail(TrailPath);
        await trail.OpenAsync();
        File.Delete(TrailPath);

        await Assert.ThrowsAsync<FileNotFoundException>(() => trail.AppendAsync(Record));

        Assert.False(File.Exists(TrailPath));
    }
}
