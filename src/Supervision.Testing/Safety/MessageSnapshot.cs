using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Supervision.Testing.Safety;

/// <summary>
/// What a message was at one moment: its values in the order in which they are found when one walks through it. Two walks through an
/// unchanged message find the same; where they differ first is what was changed.
/// </summary>
internal sealed class MessageSnapshot
{
    /// <summary>How deep a walk goes; what is below counts as it is.</summary>
    private const int MaxDepth = 64;

    private readonly List<object?> _values = [];
    private readonly Dictionary<object, int> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where the walk is; kept only while a difference is looked for.</summary>
    private readonly List<string>? _path;

    /// <summary>What the walk is compared with; null for none.</summary>
    private readonly MessageSnapshot? _before;

    private string? _difference;

    private MessageSnapshot(MessageSnapshot? before)
    {
        _before = before;
        _path = before is null ? null : [];
    }

    internal static MessageSnapshot Of(object message)
    {
        MessageSnapshot snapshot = new(null);
        snapshot.Walk(message, 0);
        return snapshot;
    }

    /// <summary>What has changed since, as field and values; null for nothing.</summary>
    internal string? DifferenceFrom(object message)
    {
        MessageSnapshot now = new(this);
        now.Walk(message, 0);
        return now._difference ?? (now._values.Count == _values.Count ? null : "a collection in it changed");
    }

    private void Walk(object? value, int depth)
    {
        if (_difference is not null)
        {
            return;
        }

        if (value is null || depth == MaxDepth)
        {
            Note(value);
            return;
        }

        Type type = value.GetType();
        MessageShape shape = MessageShape.Of(type);
        if (!type.IsValueType && shape.Part != MessagePart.Whole)
        {
            // Which object it is: met before in this walk, and where; in a cycle it ends here.
            if (_seen.TryGetValue(value, out int index))
            {
                Note(new Met(index));
                return;
            }

            _seen[value] = _seen.Count;
            Note(new Identity(value));
        }

        switch (shape.Part)
        {
            case MessagePart.Whole:
                Note(type.IsValueType || value is string ? value : new Identity(value));
                break;
            case MessagePart.Memory:
                Note(MemoryOf((Array)value));
                break;
            case MessagePart.Elements:
                WalkElements((IEnumerable)value, depth);
                break;
            case MessagePart.Fields:
                foreach ((string name, System.Reflection.FieldInfo field) in shape.Fields)
                {
                    _path?.Add("." + name);
                    Walk(field.GetValue(value), depth + 1);
                    Leave();
                }

                break;
        }
    }

    private void WalkElements(IEnumerable elements, int depth)
    {
        List<object?> items = [.. elements];
        _path?.Add(".Count");
        Note(items.Count);
        Leave();
        for (int i = 0; i < items.Count; i++)
        {
            _path?.Add(string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
            Walk(items[i], depth + 1);
            Leave();
        }
    }

    private void Leave()
    {
        if (_path is { Count: > 0 } && _difference is null)
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Note(object? value)
    {
        if (_before is not null && _difference is null)
        {
            int index = _values.Count;
            object? before = index < _before._values.Count ? _before._values[index] : null;
            if (index >= _before._values.Count || !Equals(before, value))
            {
                string path = string.Concat(_path!).TrimStart('.');
                _difference = $"{(path.Length == 0 ? "it" : path)} was {Text(before)} and is {Text(value)}";
            }
        }

        _values.Add(value);
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{Escapes.MessageText.Cut(text)}\"",
        Identity identity => identity.ToString(),
        Met => "an object met before",
        Contents contents => contents.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Escapes.MessageText.Cut(value.ToString() ?? ""),
    };

    private static Contents MemoryOf(Array array)
    {
        HashCode hash = default;
        foreach (object item in array)
        {
            hash.Add(item);
        }

        return new Contents(array.Length, hash.ToHashCode());
    }

    /// <summary>Which object, and not what is in it.</summary>
    private sealed record Identity(object Value)
    {
        public bool Equals(Identity? other) => ReferenceEquals(Value, other?.Value);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Value);

        public override string ToString() => $"this {Value.GetType().Name}";
    }

    private sealed record Met(int Index);

    /// <summary>Many numbers at once.</summary>
    private sealed record Contents(int Length, int Hash)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Length} elements (checksum {Hash:x8})");
    }
}
