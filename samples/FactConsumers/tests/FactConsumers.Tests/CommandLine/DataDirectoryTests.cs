namespace FactConsumers.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("facts-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void MistakeIn_DirectoryThatIsNotThereYet_IsNoneAndItIsThereAndEmpty()
    {
        string wanted = Path.Combine(_directory, "new", "data");

        Assert.Null(DataDirectory.MistakeIn(wanted));
        Assert.Empty(Directory.GetFileSystemEntries(wanted));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    public void MistakeIn_PathThatIsAFileOrBelowOne_NamesTheOptionTheValueAndWhatIsAllowed(string path)
    {
        File.WriteAllText(Path.Combine(_directory, "file"), "");
        string wanted = Path.Combine(_directory, path);

        string mistake = DataDirectory.MistakeIn(wanted)!;

        Assert.StartsWith($"--data was '{wanted}'; must be a directory in which files can be written", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake);
    }
}
