namespace DeviceGateway.Tests;

public sealed class FileReadingsDiskTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("device-gateway-tests-");

    private string File => Path.Combine(_directory.FullName, "readings.log");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Open_AfterAppendAndDrop_HasWhatWasNotDropped()
    {
        await using (IReadingsDisk disk = await OpenAsync(expected: 0))
        {
            await disk.AppendAsync([Number(1), Number(2)], Never);
            await disk.DropAsync(2, Never);
            await disk.AppendAsync([Number(3) with { DeviceId = "a b/ü" }, Number(4) with { Value = -1.25e-7 }], Never);
        }

        await using var again = new FileReadingsDisk(File);
        Assert.Equal([Number(3) with { DeviceId = "a b/ü" }, Number(4) with { Value = -1.25e-7 }], await again.OpenAsync(Never));
    }

    [Fact]
    public async Task Open_AfterADropOfSome_HasAtLeastTheOthersInOrder()
    {
        await using (IReadingsDisk disk = await OpenAsync(expected: 0))
        {
            await disk.AppendAsync([Number(1), Number(2), Number(3)], Never);
            await disk.DropAsync(1, Never);
        }

        await using IReadingsDisk again = await OpenAsync(expected: 3);
        await again.DropAsync(3, Never);
        Assert.Equal(0, new FileInfo(File).Length);
    }

    [Fact]
    public async Task Open_LastLineTornAtAnyByte_HasTheOthers()
    {
        await using (IReadingsDisk disk = await OpenAsync(expected: 0))
        {
            await disk.AppendAsync([Number(1), Number(2)], Never);
        }

        byte[] whole = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = second; length < whole.Length; length++)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length], TestContext.Current.CancellationToken);
            await using IReadingsDisk disk = await OpenAsync(expected: 1);
            await disk.AppendAsync([Number(7)], Never);
        }
    }

    [Fact]
    public async Task Append_FileWasRemoved_WritesAllThatWaitsAgain()
    {
        await using IReadingsDisk disk = await OpenAsync(expected: 0);
        await disk.AppendAsync([Number(1), Number(2)], Never);
        await disk.DropAsync(1, Never);
        System.IO.File.Delete(File);

        await disk.AppendAsync([Number(3)], Never);
        await disk.DropAsync(1, Never);
        await disk.AppendAsync([Number(4)], Never);
        await disk.DisposeAsync();

        await using var again = new FileReadingsDisk(File);
        Assert.Equal([Number(2), Number(3), Number(4)], await again.OpenAsync(Never));
    }

    [Fact]
    public async Task Drop_OfManyOfMore_MakesTheFileSmaller()
    {
        await using IReadingsDisk disk = await OpenAsync(expected: 0);
        Reading[] many = [.. Enumerable.Range(1, 60_000).Select(number => Number(number))];
        await disk.AppendAsync(many, Never);
        long before = new FileInfo(File).Length;

        await disk.DropAsync(50_000, Never);
        await disk.AppendAsync([Number(60_001)], Never);
        await disk.DisposeAsync();

        Assert.True(new FileInfo(File).Length < before / 2);
        await using var again = new FileReadingsDisk(File);
        Assert.Equal([.. many[50_000..], Number(60_001)], await again.OpenAsync(Never));
    }

    private async Task<FileReadingsDisk> OpenAsync(int expected)
    {
        var disk = new FileReadingsDisk(File);
        Assert.Equal(expected, (await disk.OpenAsync(Never)).Count);
        return disk;
    }

    private static Reading Number(int number) => new("5", number, number / 3d, DateTimeOffset.FromUnixTimeMilliseconds(1_764_363_600_000 + number));
}
