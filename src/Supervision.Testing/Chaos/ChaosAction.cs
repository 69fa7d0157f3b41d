using System.Globalization;
using System.Runtime.InteropServices;
using Supervision.Testing.Chaos;

namespace Supervision.Testing;

/// <summary>One thing that chaos does, as plain numbers, so that any generator can make it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Pick">To whom: the number of the process among those that may be picked, counted depth first from the right, so that 0 is the
/// newest leaf; the remainder when there are fewer. Of a <see cref="ChaosKind.Fault"/> the number of the fault, likewise; of a
/// <see cref="ChaosKind.Wait"/> how many milliseconds pass.</param>
/// <param name="Argument">Of an <see cref="ChaosKind.Exit"/> which reason: 0 for one of its own, 1 for shutdown, 2 for normal, and so on again.
/// Otherwise without meaning.</param>
/// <remarks><para>Negative numbers are taken for zero. <b>From:</b> any thread; immutable.</para></remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChaosAction(ChaosKind Kind, int Pick, int Argument = 0)
{
    private const string Letters = "kcesfw";

    /// <summary>The letter of the kind and the numbers: <c>k4</c>, <c>e3.1</c>, <c>w250</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Letters[(int)Kind]}{Math.Max(0, Pick)}{(Argument > 0 ? $".{Argument}" : "")}");

    /// <exception cref="FormatException">It is no such text.</exception>
    internal static ChaosAction Parse(string text)
    {
        string[] numbers = text.Length > 1 ? text[1..].Split('.') : [];
        int kind = text.Length > 1 ? Letters.IndexOf(text[0], StringComparison.Ordinal) : -1;
        int argument = 0;
        return kind >= 0 && numbers.Length is 1 or 2 && IsNumber(numbers[0], out int pick) && (numbers.Length == 1 || IsNumber(numbers[1], out argument))
            ? new ChaosAction((ChaosKind)kind, pick, argument)
            : throw ChaosErrors.NoPlan(text);
    }

    private static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
