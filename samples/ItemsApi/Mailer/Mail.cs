using System.Text;

namespace ItemsApi;

/// <summary>One mail.</summary>
/// <param name="Id">Unique; the same mail sent twice has the same id.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">One line of any text.</param>
/// <param name="Body">Plain text.</param>
internal sealed record Mail(string Id, string To, string Subject, string Body)
{
    /// <summary>Who sends the mails.</summary>
    public const string From = "items-api@localhost";

    /// <summary>The mail that tells of a new item.</summary>
    public static Mail ForNewItem(Item item, string to) =>
        new(
            Invariant($"item-{item.Id:D8}"),
            to,
            OneLine(Invariant($"New item {item.Id}: {item.Name}")),
            $"{item.Name}\n\n{item.Note}\n");

    /// <summary>The mail as a file of headers and text.</summary>
    public string ToText() => $"Message-Id: <{Id}@items-api>\nFrom: {From}\nTo: {To}\nSubject: {Subject}\nContent-Type: text/plain; charset=utf-8\n\n{Body}";

    /// <summary>A line break in a subject would begin another header; a client chooses the item's name.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            line.Append(char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter);
        }

        return line.ToString();
    }
}
