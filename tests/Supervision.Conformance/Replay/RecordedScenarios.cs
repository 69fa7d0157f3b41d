using System.IO.Compression;

namespace Supervision.Conformance.Replay;

/// <summary>The scenarios and the traces that were recorded on the supervisor of Erlang/OTP 25; part of this project.</summary>
internal static class RecordedScenarios
{
    /// <summary>The scenarios of a folder with their traces, in order.</summary>
    internal static IEnumerable<(string Name, string Json, string Trace)> Of(string folder)
    {
        using Stream stream = typeof(RecordedScenarios).Assembly.GetManifestResourceStream("recorded.zip")
            ?? throw new InvalidOperationException("The recorded scenarios are not in the assembly.");
        using ZipArchive archive = new(stream);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.FullName.StartsWith(folder + "/", StringComparison.Ordinal) && entry.Name.EndsWith(".json", StringComparison.Ordinal))
            {
                string name = entry.Name[..^".json".Length];
                yield return (name, TextOf(entry), TextOf(archive.GetEntry($"{folder}/{name}.trace")!));
            }
        }
    }

    private static string TextOf(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(entry.Open());
        return reader.ReadToEnd();
    }
}
