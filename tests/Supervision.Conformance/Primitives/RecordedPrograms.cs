namespace Supervision.Conformance.Primitives;

/// <summary>The programs that were written by hand, with the traces that Erlang/OTP 25 gave; part of this project.</summary>
internal static class RecordedPrograms
{
    private const string Suffix = ".program";

    internal static IEnumerable<string> Names => typeof(RecordedPrograms).Assembly.GetManifestResourceNames()
        .Where(static name => name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(static name => name[..^Suffix.Length])
        .Order(StringComparer.Ordinal);

    internal static PrimitiveProgram ProgramOf(string name) => PrimitiveProgram.Parse(1, TextOf(name + Suffix));

    internal static string TraceOf(string name) => TextOf(name + ".trace");

    private static string TextOf(string resource)
    {
        using Stream stream = typeof(RecordedPrograms).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
