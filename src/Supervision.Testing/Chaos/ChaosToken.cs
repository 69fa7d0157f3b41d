using System.Globalization;

namespace Supervision.Testing.Chaos;

/// <summary>A plan of a test as text: <c>cha1-</c>, eight hexadecimal digits of the test's name, <c>:</c> and the plan.</summary>
internal sealed record ChaosToken(uint Test, ChaosPlan Plan)
{
    internal const string Variable = "SUPERVISION_CHAOS";

    private const string Version = "cha1-";
    private const int Digits = 8;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}{Test:x8}:{Plan}");

    /// <exception cref="FormatException">It is no such text.</exception>
    internal static ChaosToken Parse(string text)
    {
        int plan = Version.Length + Digits;
        return text.StartsWith(Version, StringComparison.Ordinal) && text.Length > plan && text[plan] == ':'
            && uint.TryParse(text.AsSpan(Version.Length, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint test)
            ? new ChaosToken(test, ChaosPlan.Parse(text[(plan + 1)..]))
            : throw ChaosErrors.NoToken(text);
    }

    /// <summary>The plan that the environment gives for a test; null for none.</summary>
    internal static ChaosPlan? Read(uint test, Func<string, string?> variable) =>
        variable(Variable) is { Length: > 0 } text && Parse(text) is { } token && token.Test == test ? token.Plan : null;
}
