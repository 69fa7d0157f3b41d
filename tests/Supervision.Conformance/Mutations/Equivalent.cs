using System.Globalization;

namespace Supervision.Conformance.Mutations;

/// <summary>A mutant of the tool that behaves as the original does.</summary>
/// <param name="File">The source file, relative to the root.</param>
/// <param name="Mutator">The tool's name for the kind of change.</param>
/// <param name="Original">The text that was changed, on one line, see <see cref="Mutant.Flat"/>.</param>
/// <param name="Becomes">What it became, likewise.</param>
/// <param name="Times">How many such mutants the file has.</param>
/// <param name="Because">Why nobody can tell the difference.</param>
internal sealed record Equivalent(string File, string Mutator, string Original, string Becomes, int Times, string Because)
{
    internal static List<Equivalent> Read(string text) => Block.Read(text).ConvertAll(static block => new Equivalent(
        block.Title,
        block.Get("mutator"),
        block.Get("original"),
        block.Get("becomes"),
        int.Parse(block.Find("times") ?? "1", CultureInfo.InvariantCulture),
        block.Get("because")));

    internal bool Is(Mutant mutant) =>
        mutant.File == File && mutant.Mutator == Mutator && mutant.Original == Original && mutant.Replacement == Becomes;
}
