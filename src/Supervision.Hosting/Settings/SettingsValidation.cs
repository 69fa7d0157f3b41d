using System.Globalization;
using Microsoft.Extensions.Options;

namespace Supervision.Hosting.Settings;

/// <summary>Finds what is wrong with the options before a tree is known: what cannot be read, and what is out of its range.</summary>
internal sealed class SettingsValidation : IValidateOptions<SupervisionOptions>
{
    public ValidateOptionsResult Validate(string? name, SupervisionOptions options)
    {
        List<string> mistakes = [.. options.Mistakes];
        CheckTimeout(mistakes, nameof(options.CallTimeout), options.CallTimeout);
        CheckTimeout(mistakes, nameof(options.AbandonAfter), options.AbandonAfter);
        if (options.StableAfter < TimeSpan.Zero)
        {
            mistakes.Add(Text($"StableAfter was {options.StableAfter}; must be zero or more, and not infinite."));
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static void CheckTimeout(List<string> mistakes, string key, TimeSpan? value)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            mistakes.Add(Text($"{key} was {value}; must be zero or more, or infinite."));
        }
    }

    private static string Text(FormattableString text) => $"{SettingsReader.Section}:{text.ToString(CultureInfo.InvariantCulture)}";
}
