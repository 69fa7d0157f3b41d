namespace Supervision.Benchmarks.Twins;

/// <summary>As many objects put into a dictionary and taken out again; an operation is both for one.</summary>
internal sealed class DictionaryMany(string operation, int size) : TwinWorkload(operation, "dictionary")
{
    private readonly object[] _keys = [.. Enumerable.Range(0, size).Select(static _ => new object())];

    internal override int Operations => size;

    internal override Task RunAsync(int operations)
    {
        Dictionary<object, object> dictionary = [];
        foreach (object key in _keys)
        {
            dictionary.Add(key, new object());
        }

        foreach (object key in _keys)
        {
            dictionary.Remove(key);
        }

        return Task.CompletedTask;
    }
}
