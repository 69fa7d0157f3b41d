using System.Text;

namespace Supervision.Trees;

/// <summary>A tree for people: a line for each process, with the lines of the branches before it.</summary>
internal static class TreeText
{
    internal static string Of(TreeSnapshot tree)
    {
        StringBuilder text = new();
        if (!tree.IsConsistent)
        {
            text.Append("(the tree changed while it was looked at: not all of this was so at one moment)\n");
        }

        Write(text, tree.Root, "", "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, TreeEntry entry, string first, string others)
    {
        text.Append(first).AppendJoin("  ", TreeWords.Of(entry).Select(TreeWords.Visible)).Append('\n');
        IReadOnlyList<TreeEntry> children = entry.Supervisor?.Children ?? [];
        for (int at = 0; at < children.Count; at++)
        {
            bool isLast = at == children.Count - 1;
            Write(text, children[at], others + (isLast ? "└─ " : "├─ "), others + (isLast ? "   " : "│  "));
        }
    }
}
