namespace Supervision.Processes;

/// <summary>What types and functions are called in the source, for people who read a log.</summary>
internal static class CodeName
{
    /// <summary>The type's name without the number of its type parameters.</summary>
    internal static string Of(Type type)
    {
        string name = type.Name;
        int mark = name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? name : name[..mark];
    }

    /// <summary>The name of a function; one without a name is called by the one that it is written in.</summary>
    internal static string OfFunction(string method)
    {
        int local = method.IndexOf(">g__", StringComparison.Ordinal);
        if (local >= 0)
        {
            string name = method[(local + 4)..];
            int end = name.IndexOf('|', StringComparison.Ordinal);
            return end < 0 ? name : name[..end];
        }

        int lambda = method.IndexOf(">b__", StringComparison.Ordinal);
        return lambda < 0 ? method : $"function in {method[..lambda].Trim('<', '>', '$')}";
    }
}
