using System.Globalization;
using System.Text;

namespace Supervision.Trees;

/// <summary>A tree as a drawing that other programs make: nodes with labels, and lines from supervisors to children.</summary>
internal static class TreeGraph
{
    internal static string Mermaid(TreeSnapshot tree) => Of(
        tree,
        "flowchart TD\n",
        static (node, entry) => $"  {node}{(entry.Type == ChildType.Supervisor ? "[" : "(")}\"{Label(entry, "<br/>", Mermaid)}\"{(entry.Type == ChildType.Supervisor ? "]" : ")")}\n",
        static (from, to) => $"  {from} --> {to}\n",
        "");

    internal static string Dot(TreeSnapshot tree) => Of(
        tree,
        "digraph tree {\n",
        static (node, entry) => $"  {node} [shape={(entry.Type == ChildType.Supervisor ? "box" : "ellipse")}, label=\"{Label(entry, "\\n", Dot)}\"];\n",
        static (from, to) => $"  {from} -> {to};\n",
        "}\n");

    private static string Of(
        TreeSnapshot tree, string head, Func<string, TreeEntry, string> node, Func<string, string, string> line, string foot)
    {
        StringBuilder text = new(head);
        int count = 0;
        Write(tree.Root);
        return text.Append(foot).ToString();

        string Write(TreeEntry entry)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"n{count++}");
            text.Append(node(name, entry));
            foreach (TreeEntry child in entry.Supervisor?.Children ?? [])
            {
                text.Append(line(name, Write(child)));
            }

            return name;
        }
    }

    private static string Label(TreeEntry entry, string lineBreak, Func<string, string> escape) =>
        string.Join(lineBreak, TreeWords.Of(entry).Select(words => escape(TreeWords.Visible(words))));

    /// <summary>All but plain characters by their numbers: Mermaid reads quotes, brackets, markup and its own entities in labels.</summary>
    private static string Mermaid(string text) => string.Concat(text.EnumerateRunes().Select(static rune =>
        Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '_' or '-' or '.' or ','
            ? rune.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};")));

    /// <summary>Quotes and backslashes end or change a label, and Graphviz reads HTML's entities in it.</summary>
    private static string Dot(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal);
}
