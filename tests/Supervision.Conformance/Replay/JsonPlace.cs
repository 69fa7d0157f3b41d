using System.Text.Json;

namespace Supervision.Conformance.Replay;

/// <summary>A JSON value that knows where in the file it is, so that a mistake can be named.</summary>
internal readonly record struct JsonPlace(JsonElement Element, string Path)
{
    internal JsonPlace? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        return Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new JsonPlace(value, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;
    }

    internal JsonPlace Get(string name) => Find(name) ?? throw new ScenarioException($"{Where}: field '{name}' is missing");

    internal string Text(string name) => Get(name).Text();

    internal string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Wrong("a text");

    internal int Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out int value) ? value : throw Wrong("an integer");

    /// <summary>A time in milliseconds, zero or more.</summary>
    internal TimeSpan Milliseconds() => Number() is int time and >= 0 ? TimeSpan.FromMilliseconds(time) : throw Wrong("0 or more");

    internal bool Flag() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Wrong("true or false");

    internal IEnumerable<JsonPlace> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("a list");
        }

        string path = Path;
        return Element.EnumerateArray().Select((item, index) => new JsonPlace(item, $"{path}[{index}]"));
    }

    internal T OneOf<T>(params ReadOnlySpan<(string Word, T Value)> words)
    {
        string text = Text();
        foreach ((string word, T value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        throw new ScenarioException($"{Where}: '{text}' is not one of {string.Join(", ", words.ToArray().Select(static pair => pair.Word))}");
    }

    private string Where => Path.Length == 0 ? "the file" : Path;

    private ScenarioException Wrong(string expected) => new($"{Where}: must be {expected}, is {Element.GetRawText()}");
}
