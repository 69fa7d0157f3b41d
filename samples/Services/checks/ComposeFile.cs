using System.Text.Json;

namespace Services.Checks;

/// <summary>One service, as compose.yaml declares it.</summary>
internal sealed record ComposeService(string Name, IReadOnlyList<string> Command, IReadOnlyList<string> DependsOn);

/// <summary>The compose file, as far as it is needed to start the same services without containers: names, commands, dependencies and the health check.</summary>
internal sealed record ComposeFile(IReadOnlyList<ComposeService> Services, IReadOnlyList<string> HealthCheck)
{
    public static ComposeFile Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] below = [.. lines.SkipWhile(static line => line != "services:").Skip(1)];
        int[] heads = [.. below.Index().Where(static line => Depth(line.Item) == 2).Select(static line => line.Index)];
        IEnumerable<ComposeService> services = heads.Zip(heads.Skip(1).Append(below.Length), (from, to) => Service(below[from..to]));
        return new ComposeFile([.. services], List(lines.Single(static line => line.TrimStart().StartsWith("test:", StringComparison.Ordinal))));
    }

    private static ComposeService Service(string[] lines) => new(
        lines[0].Trim().TrimEnd(':'),
        List(lines.Single(static line => line.TrimStart().StartsWith("command:", StringComparison.Ordinal))),
        [.. lines.SkipWhile(static line => line.Trim() != "depends_on:").Skip(1).Where(static line => Depth(line) == 6).Select(static line => line.Trim().TrimEnd(':'))]);

    private static int Depth(string line) => line.Length == 0 ? int.MaxValue : line.Length - line.TrimStart().Length;

    private static string[] List(string line) => JsonSerializer.Deserialize<string[]>(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])!;
}
