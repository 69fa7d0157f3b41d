using System.Collections;
using System.Globalization;

namespace Supervision.Dashboard.Looking;

/// <summary>Texts of the application on their way to a page: they may be megabytes, and making them may fail.</summary>
internal static class ShownText
{
    /// <summary>How much is shown of a name.</summary>
    internal const int Name = 200;

    /// <summary>How much is shown of a sentence.</summary>
    internal const int Sentence = 600;

    /// <summary>How much is shown of an exception, or of a state.</summary>
    internal const int Long = 8000;

    internal static string Cut(string text, int length) => text.Length <= length
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}… ({text.Length - length} more characters)");

    /// <summary>What kind of message it is.</summary>
    internal static string TypeOf(object? message) => message is null ? "nothing" : Of(message.GetType());

    /// <summary>The name of a type as its program writes it; what a compiler has named gets a word for what it is.</summary>
    internal static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        if (type.Name.StartsWith('<'))
        {
            return typeof(IEnumerable).IsAssignableFrom(type) && type.GenericTypeArguments is [{ } item] ? $"list of {Of(item)}" : "unnamed type";
        }

        return type.IsGenericType && type.Name.Split('`') is [var name, _]
            ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(static one => Of(one)))}>"
            : type.Name;
    }

    internal static string Of(object? value, int length)
    {
        try
        {
            return Cut(value?.ToString() ?? "", length);
        }
        // Foreign code, which may look at what has been disposed.
        catch (Exception error)
        {
            return $"(could not be shown: {error.GetType().Name})";
        }
    }
}
