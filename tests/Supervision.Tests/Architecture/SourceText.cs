using System.Text.RegularExpressions;

namespace Supervision.Tests.Architecture;

/// <summary>What can be read from C# source without a compiler.</summary>
internal static partial class SourceText
{
    /// <summary>The source with comments and the contents of literals blanked out; lines stay where they are.</summary>
    internal static string WithoutCommentsAndLiterals(string source) =>
        CommentOrLiteral.Replace(source, match => new string([.. match.Value.Select(c => c == '\n' ? '\n' : ' ')]));

    /// <summary>The names of the types that stand at the top of a file, generic or not.</summary>
    internal static IEnumerable<string> DeclaredTypes(string source) =>
        TypeDeclaration.Matches(WithoutCommentsAndLiterals(source)).Select(match => match.Groups["name"].Value);

    /// <summary>The file's namespace; null when it has none.</summary>
    internal static string? DeclaredNamespace(string source) =>
        NamespaceDeclaration.Match(source) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("""
        (?x)
        //[^\n]* | /\*(?s:.*?)\*/
        | \$*(?<quotes>"{3,})(?s:.*?)\k<quotes>
        | \$?@\$?"(?:[^"]|"")*"
        | \$?"(?:[^"\\\n]|\\.)*"
        | '(?:[^'\\\n]|\\.)+'
        """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CommentOrLiteral { get; }

    [GeneratedRegex(
        @"^(public|internal|file)\s+((static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*"
        + @"(record\s+struct|record\s+class|record|class|struct|interface|enum|delegate\s+[\w<>?,.\s]+?)\s+(?<name>\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TypeDeclaration { get; }

    [GeneratedRegex(
        @"^namespace\s+(?<name>[\w.]+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NamespaceDeclaration { get; }
}
