namespace DeviceGateway.Tests;

/// <summary>The files of the sample, where they are kept.</summary>
internal static class Repository
{
    private static readonly string Sample = Path.Combine(Root(), "samples", "DeviceGateway");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Sample, file));

    public static void Write(string file, string text) => File.WriteAllText(Path.Combine(Sample, file), text);

    private static string Root()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Supervision.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"There is no Supervision.sln above {AppContext.BaseDirectory}.");
    }
}
