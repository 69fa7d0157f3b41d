using System.Globalization;

namespace Supervision.Testing.Escapes;

/// <summary>Messages in words, for people.</summary>
internal static class MessageText
{
    private const int MaxLength = 200;
    private const int MaxListed = 10;

    /// <summary>A message as its type and its text say it, cut; user code may throw.</summary>
    internal static string Of(object? message)
    {
        if (message is null)
        {
            return "null";
        }

        Type type = message.GetType();
        string text;
        try
        {
            text = message.ToString() ?? "";
        }
        // The text of a message is the user's code, and this is only for people.
        catch (Exception error)
        {
            return $"{type.Name} (its ToString threw {error.GetType().Name})";
        }

        // A type that says nothing of itself says its whole name.
        return text == type.ToString() ? type.Name
            : message is string || type.IsPrimitive || type.IsEnum || text.StartsWith(type.Name, StringComparison.Ordinal) ? Cut(text)
            : Cut($"{type.Name} {text}");
    }

    /// <summary>Several messages, the first ten of them.</summary>
    /// <param name="messages">The first of them at least.</param>
    /// <param name="count">How many there are.</param>
    internal static string Of(IEnumerable<object> messages, int count)
    {
        string[] texts = [.. messages.Take(MaxListed).Select(Of)];
        string more = count > texts.Length ? string.Create(CultureInfo.InvariantCulture, $", and {count - texts.Length} more") : "";
        return texts.Length == 0 && more.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"[{count}]") : $"[{string.Join(", ", texts)}{more}]";
    }

    internal static string Cut(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
}
