using System.Text.RegularExpressions;

namespace Services.Checks;

/// <summary>What the page shows is what the program says.</summary>
internal static class PageChecks
{
    public static async Task OutputsAsync(Scoreboard score)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "SERVICES.md"));
        string[] shown = [.. page.Split("```text\n").Skip(1).Select(static rest => rest.Split("\n```")[0])];
        foreach (string block in shown)
        {
            string[] lines = block.Split('\n');
            string[] words = Regex.Replace(lines[0], "^[$] Services ", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Split(' ');
            (int code, string output) = await RunningService.RunAsync(words);
            score.Expect(code == 0 && output.Trim() == string.Join('\n', lines.Skip(1)), $"{lines[0]}");
        }

        score.Expect(shown.Length >= 3, $"the page shows {shown.Length} outputs");
    }
}
