using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Programs;

/// <summary>The kinds of options that programs have. What is wrong with a value is said in a sentence that names the option, the value and what
/// is allowed.</summary>
public static class CommandLineOption
{
    private delegate bool Reader<T>(string text, [MaybeNullWhen(false)] out T value);

    /// <summary>A whole number, from the least to the most.</summary>
    public static Option<int> Number(string name, int least, int most, int byDefault, string description)
    {
        Option<int> option = New<int>(name, "N", Invariant($"a number from {least} to {most}"), description, TryRead);
        option.DefaultValueFactory = _ => byDefault;
        return option;

        bool TryRead(string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
    }

    /// <summary>A duration as people type it, such as 100ms; zero when it is not given.</summary>
    public static Option<TimeSpan> Duration(string name, string example, string description) =>
        New<TimeSpan>(name, "T", $"a number with ms, s or m behind it, such as {example}, at least 1ms and at most a day", description, Programs.Duration.TryParse);

    /// <summary>Any text that is not empty.</summary>
    public static Option<string> Text(string name, string placeholder, string description, string? byDefault = null) =>
        Value(name, placeholder, "a text", static text => text, description, byDefault);

    /// <summary>A text that means something.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="placeholder">What stands for the value in the help.</param>
    /// <param name="allowed">What the value must be, for people.</param>
    /// <param name="read">What a text means; null when it is not allowed.</param>
    /// <param name="description">What the option does.</param>
    /// <param name="byDefault">What it is when it is not given; null for nothing.</param>
    public static Option<T> Value<T>(string name, string placeholder, string allowed, Func<string, T?> read, string description, T? byDefault = null)
        where T : class
    {
        Option<T> option = New<T>(name, placeholder, allowed, description, TryRead);
        option.DefaultValueFactory = byDefault is null ? null : _ => byDefault;
        return option;

        bool TryRead(string text, [MaybeNullWhen(false)] out T value) => (value = read(text)) is not null;
    }

    /// <summary>Something that is so or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Arity = ArgumentArity.Zero, Description = description };

    /// <summary>All words that follow, up to the next option.</summary>
    public static Option<string[]> Words(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = true, Description = description };

    private static Option<T> New<T>(string name, string placeholder, string allowed, string description, Reader<T> read) => new(name)
    {
        HelpName = placeholder,
        Description = description,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(text))
            {
                argument.AddError($"{name} needs a value.");
                return default;
            }

            if (!read(text, out T? value))
            {
                argument.AddError($"{name} was '{text}'; must be {allowed}.");
            }

            return value;
        },
    };
}
