using System.Text;
using Supervision.DeadLetters;

namespace Supervision.Tests.DeadLetters;

/// <summary>What was acknowledged is there afterwards, whenever the program or the machine ends.</summary>
public sealed class FileDeadLetterStoreTests : IDisposable
{
    private const string Path = "letters";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("letters").FullName;

    private string File => System.IO.Path.Combine(_folder, Path);

    [Fact]
    public async Task Entries_PutReplacedAndRemoved_AreLoadedAgain()
    {
        using (FileDeadLetterStore<string> store = Open())
        {
            Assert.Empty(await store.LoadAsync());
            await store.PutAsync(Entry(1));
            await store.PutAsync(Entry(2));
            await store.PutAsync(Entry(1) with { Attempts = 7, Reason = "again", HeldUntil = Noon });
            await store.PutAsync(Entry(3));
            await store.RemoveAsync(2);
        }

        using FileDeadLetterStore<string> next = Open();
        Assert.Equal([Entry(1) with { Attempts = 7, Reason = "again", HeldUntil = Noon }, Entry(3)], (await next.LoadAsync()).OrderBy(static entry => entry.Id));
    }

    [Fact]
    public async Task File_ThatAnotherStoreHas_IsRefused()
    {
        using FileDeadLetterStore<string> first = Open();
        await first.LoadAsync();
        await first.PutAsync(Entry(1));

        using FileDeadLetterStore<string> second = Open();
        await Assert.ThrowsAnyAsync<IOException>(async () => await second.LoadAsync());
    }

    [Fact]
    public async Task LastRecord_TornAtAnyByte_IsForgottenAndTheOthersAreNot()
    {
        await FillAsync(1, 2);
        int whole = (int)new FileInfo(File).Length;
        await FillAsync(3);
        byte[] all = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        for (int length = whole; length < all.Length; length++)
        {
            await System.IO.File.WriteAllBytesAsync(File, all[..length], TestContext.Current.CancellationToken);
            Assert.Equal("1,2", await IdsAsync());
            Assert.Equal(whole, new FileInfo(File).Length);

            // The place was made and nothing of it written.
            await System.IO.File.WriteAllBytesAsync(File, [.. all[..length], .. new byte[all.Length - length]], TestContext.Current.CancellationToken);
            Assert.Equal("1,2", await IdsAsync());
        }
    }

    [Fact]
    public async Task Damage_InTheMidst_IsRefusedAndNothingIsChanged()
    {
        await FillAsync(1, 2, 3);
        byte[] all = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        all[LogRecord.HeaderLength + 20] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, all, TestContext.Current.CancellationToken);

        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(IdsAsync);
        Assert.Contains(File, refused.Message, StringComparison.Ordinal);
        Assert.Equal(all, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task File_ThatIsMostlyWaste_IsWrittenAnew()
    {
        using (FileDeadLetterStore<string> store = new(new DiskLogFile(File), File, Encoding.UTF8.GetBytes, Text) { Waste = 10 })
        {
            await store.LoadAsync();
            await store.PutAsync(Entry(1));
            for (int id = 2; id < 1000; id++)
            {
                await store.PutAsync(Entry(id));
                await store.RemoveAsync(id);
            }

            await store.PutAsync(Entry(1000));
        }

        Assert.InRange(new FileInfo(File).Length, 1, 2000);
        Assert.Equal("1,1000", await IdsAsync());
    }

    [Fact]
    public async Task Machine_ThatEndsBetweenAnyTwoSteps_LosesNothingAcknowledged()
    {
        for (int seed = 0; seed < 5000; seed++)
        {
            Random chance = new(seed);
            FailingDisk disk = new(chance);
            Dictionary<long, DeadLetterEntry<string>> acknowledged = [];
            for (int life = 0; life < 4; life++)
            {
                disk.StepsLeft = chance.Next(60);
                acknowledged = await LiveAsync(disk, chance, acknowledged, $"seed {seed}, life {life}");
            }
        }
    }

    /// <summary>Bytes that nobody wrote, and good files of which some are wrong.</summary>
    [Fact]
    public async Task Garbage_InPlaceOfAFile_IsReadOrRefusedAndNothingElse()
    {
        await FillAsync(1, 2, 3);
        byte[] good = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        (int read, int refused) = (0, 0);
        for (int seed = 0; seed < 2000; seed++)
        {
            byte[] bytes = Garbled(new Random(seed), good);
            await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);
            try
            {
                await IdsAsync();
                read++;
            }
            catch (InvalidDataException)
            {
                refused++;
                Assert.Equal(bytes, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
            }
        }

        Assert.True(read > 50, $"{read} were read");
        Assert.True(refused > 50, $"{refused} were refused");
    }

    private static byte[] Garbled(Random chance, byte[] good)
    {
        if (chance.Next(2) == 0)
        {
            byte[] any = new byte[chance.Next(200)];
            chance.NextBytes(any);
            return any;
        }

        byte[] bytes = [.. good[..chance.Next(good.Length + 1)], .. good[chance.Next(good.Length)..]];
        for (int change = chance.Next(4); change > 0; change--)
        {
            bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        }

        return bytes;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Changes the store until the machine ends, and looks what is there then.</summary>
    private static async Task<Dictionary<long, DeadLetterEntry<string>>> LiveAsync(
        FailingDisk disk, Random chance, Dictionary<long, DeadLetterEntry<string>> acknowledged, string where)
    {
        Dictionary<long, DeadLetterEntry<string>> underWay = new(acknowledged);
        try
        {
            FileDeadLetterStore<string> store = new(disk.Boot(), Path, Encoding.UTF8.GetBytes, Text) { Waste = 3 };
            await store.LoadAsync();
            while (true)
            {
                DeadLetterEntry<string> entry = Entry(chance.Next(6)) with { Attempts = chance.Next(100) };
                bool removes = chance.Next(2) == 0;
                underWay = new(acknowledged);
                Apply(underWay, entry, removes);
                await (removes ? store.RemoveAsync(entry.Id) : store.PutAsync(entry));
                Apply(acknowledged, entry, removes);
            }
        }
        catch (FailingDisk.MachineEndedException)
        {
            disk.StepsLeft = -1;
        }

        FileDeadLetterStore<string> next = new(disk.Boot(), Path, Encoding.UTF8.GetBytes, Text);
        Dictionary<long, DeadLetterEntry<string>> found = (await next.LoadAsync()).ToDictionary(static entry => entry.Id);
        Assert.True(IsSame(found, acknowledged) || IsSame(found, underWay), where);
        return found;
    }

    private static void Apply(Dictionary<long, DeadLetterEntry<string>> entries, DeadLetterEntry<string> entry, bool removes)
    {
        entries.Remove(entry.Id);
        if (!removes)
        {
            entries.Add(entry.Id, entry);
        }
    }

    private static bool IsSame(Dictionary<long, DeadLetterEntry<string>> left, Dictionary<long, DeadLetterEntry<string>> right) =>
        left.Count == right.Count && left.All(pair => right.GetValueOrDefault(pair.Key) == pair.Value);

    private static DeadLetterEntry<string> Entry(long id) => new(id, $"message {id}", "it failed", 3, Noon);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private FileDeadLetterStore<string> Open() => new(File, Encoding.UTF8.GetBytes, Text);

    private async Task FillAsync(params long[] ids)
    {
        using FileDeadLetterStore<string> store = Open();
        await store.LoadAsync();
        foreach (long id in ids)
        {
            await store.PutAsync(Entry(id));
        }
    }

    private async Task<string> IdsAsync()
    {
        using FileDeadLetterStore<string> store = Open();
        return string.Join(",", (await store.LoadAsync()).Select(static entry => entry.Id).Order());
    }
}
