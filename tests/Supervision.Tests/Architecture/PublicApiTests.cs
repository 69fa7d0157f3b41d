namespace Supervision.Tests.Architecture;

/// <summary>The public surface is a promise; it changes only together with the text file that states it.</summary>
public sealed class PublicApiTests
{
    private const string AcceptVariable = "SUPERVISION_ACCEPT_API";

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void PublicApi_IsAsApproved(string assembly)
    {
        string path = Path.Combine(Repository.Root, "tests", "Supervision.Tests", "Architecture", $"{assembly}.PublicApi.approved.txt");
        string actual = PublicApi.Print(Repository.Shipped[assembly]);
        if (Environment.GetEnvironmentVariable(AcceptVariable) is "1")
        {
            File.WriteAllText(path, actual);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path) : "";

        Assert.True(
            approved == actual,
            $"The public surface of {assembly} is not the approved one:\n{Difference(approved, actual)}\n"
            + $"If that is meant, run the tests once with {AcceptVariable}=1 and commit the changed *.PublicApi.approved.txt.");
    }

    private static string Difference(string approved, string actual)
    {
        string[] before = Qualified(approved);
        string[] after = Qualified(actual);
        return string.Join('\n', before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)));
    }

    /// <summary>Each member's line with its type's line before it, so that a line says where it belongs.</summary>
    private static string[] Qualified(string text)
    {
        string type = "";
        var lines = new List<string>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            lines.Add(isMember ? $"{type} {{ {line.Trim()} }}" : line);
        }

        return [.. lines];
    }
}
