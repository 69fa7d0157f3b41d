using System.Text;

namespace Supervision.Conformance.Primitives;

/// <summary>A program with the traces of both sides.</summary>
/// <param name="Program">What was played.</param>
/// <param name="Ours">Our trace.</param>
/// <param name="Theirs">The trace that it should be.</param>
internal sealed record Comparison(PrimitiveProgram Program, IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs)
{
    private const int Width = 78;

    internal bool IsDifferent => !Ours.SequenceEqual(Theirs);

    /// <summary>Both traces side by side; the first line that differs is marked.</summary>
    internal string SideBySide(string theirName)
    {
        StringBuilder text = new();
        text.Append("   ").Append("here".PadRight(Width)).Append("   ").AppendLine(theirName);
        bool isMarked = false;
        for (int line = 0; line < Math.Max(Ours.Count, Theirs.Count); line++)
        {
            string left = line < Ours.Count ? Ours[line] : "";
            string right = line < Theirs.Count ? Theirs[line] : "";
            bool isFirst = !isMarked && left != right;
            isMarked |= isFirst;
            text.Append(isFirst ? ">> " : "   ").Append(left.PadRight(Width)).Append(left == right ? "   " : " # ").AppendLine(right);
        }

        return text.ToString();
    }
}
