using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace ImageStore.Tests;

/// <summary>Names one drawn sequence: with it the same sequence is drawn, run and made smaller again.</summary>
internal sealed record ReplayLine(ulong Seed, ulong Gamma, int Size)
{
    /// <summary>The variable in which a test run looks for a line.</summary>
    public const string Variable = "IMAGE_STORE_REPLAY";

    /// <summary>Reads what a failure has printed behind <c>IMAGE_STORE_REPLAY=</c>.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static ReplayLine Parse(string text)
    {
        string[] parts = text.Split(',');
        return parts.Length == 3
            && ulong.TryParse(parts[0], CultureInfo.InvariantCulture, out ulong seed)
            && ulong.TryParse(parts[1], CultureInfo.InvariantCulture, out ulong gamma)
            && int.TryParse(parts[2], CultureInfo.InvariantCulture, out int size)
                ? new ReplayLine(seed, gamma, size)
                : throw new FormatException($"{Variable} was '{text}'; it must be three numbers with commas between them, as a failure prints them.");
    }

    /// <summary>The same as FsCheck wants it.</summary>
    public Replay ToReplay() => new(new Rnd(Seed, Gamma), FSharpOption<int>.Some(Size));

    public override string ToString() => Invariant($"{Seed},{Gamma},{Size}");
}
