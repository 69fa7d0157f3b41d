namespace Supervision.Applications;

/// <summary>What is said of applications that do not fit together.</summary>
internal static class ApplicationErrors
{
    internal static ArgumentException Different(string name, string parameter) => new(
        $"Two different applications are called '{name}'. Give one of them another name, or use the same value in both places.", parameter);

    internal static ArgumentException Unknown(string name, string set) => new(
        $"There is no application '{name}' in '{set}'. Compose the set with it.", nameof(name));
}
