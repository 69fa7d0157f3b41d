using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Supervision.Hosting.Settings;

/// <summary>One section of the configuration, read key by key; what was not asked for is a mistake.</summary>
internal sealed class SettingsSection(IConfigurationSection section, List<string> mistakes)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    internal TimeSpan? Time(string key) => Value(key) is { } text ? Time(key, text) : null;

    internal int? Number(string key) => Value(key) switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) => number,
        { } text => Refuse<int>(key, text, "a whole number"),
    };

    internal bool? Truth(string key) => Value(key) switch
    {
        null => null,
        { } text when bool.TryParse(text, out bool truth) => truth,
        { } text => Refuse<bool>(key, text, "true or false"),
    };

    internal TWord? Word<TWord>(string key)
        where TWord : struct, Enum => Value(key) switch
        {
            null => null,
            { } text when Enum.GetNames<TWord>().Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<TWord>(text, ignoreCase: true),
            { } text => Refuse<TWord>(key, text, $"one of {string.Join(", ", Enum.GetNames<TWord>())}"),
        };

    internal Shutdown? Shutdown(string key) => Value(key) switch
    {
        null => null,
        { } text when text.Equals("kill", StringComparison.OrdinalIgnoreCase) => Supervision.Shutdown.Kill,
        { } text when Time(key, text) is { } time => time == Timeout.InfiniteTimeSpan ? Supervision.Shutdown.Infinite : Supervision.Shutdown.After(time),
        _ => null,
    };

    internal Backoff? Backoff(string key)
    {
        _known.Add(key);
        IConfigurationSection inner = section.GetSection(key);
        if (!inner.Exists())
        {
            return null;
        }

        SettingsSection bounds = new(inner, mistakes);
        TimeSpan? min = bounds.Time("Min");
        TimeSpan? max = bounds.Time("Max");
        double? factor = bounds.Real("Factor");
        double? jitter = bounds.Real("Jitter");
        bounds.RefuseOthers();
        if (min is null || max is null)
        {
            mistakes.Add($"{inner.Path} had no Min or no Max; must have both, such as 00:00:01 and 00:00:30.");
            return null;
        }

        try
        {
            return Supervision.Backoff.Exponential(min.Value, max.Value, factor ?? 2, jitter ?? 0.5);
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            mistakes.Add($"{inner.Path}: {wrong.Message}");
            return null;
        }
    }

    /// <summary>The sections below a key, by their own keys.</summary>
    internal IEnumerable<(string Key, SettingsSection Section)> Sections(string key)
    {
        _known.Add(key);
        return section.GetSection(key).GetChildren().Select(child => (child.Key, new SettingsSection(child, mistakes)));
    }

    /// <summary>Whatever else is in the section is most likely misspelt.</summary>
    internal void RefuseOthers() => mistakes.AddRange(section.GetChildren()
        .Where(child => !_known.Contains(child.Key))
        .Select(child => $"{child.Path} is not known; {section.Path} has {string.Join(", ", _known)}."));

    private double? Real(string key) => Value(key) switch
    {
        null => null,
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        { } text => Refuse<double>(key, text, "a number"),
    };

    private TimeSpan? Time(string key, string text)
    {
        if (text.Equals("infinite", StringComparison.OrdinalIgnoreCase))
        {
            return Timeout.InfiniteTimeSpan;
        }

        // A number alone would be days, which nobody means.
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time)
            ? time
            : Refuse<TimeSpan>(key, text, "a time such as 00:00:05, or infinite");
    }

    private string? Value(string key)
    {
        _known.Add(key);
        return section[key];
    }

    private T? Refuse<T>(string key, string text, string allowed)
        where T : struct
    {
        mistakes.Add($"{section.Path}:{key} was '{text}'; must be {allowed}.");
        return null;
    }
}
