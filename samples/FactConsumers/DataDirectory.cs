namespace FactConsumers;

/// <summary>Where the integrated facts and the dead letters are kept.</summary>
internal static class DataDirectory
{
    /// <summary>Makes the directory if there is none, and tries whether files can be written into it.</summary>
    /// <returns>What is wrong with it, for people; null when it can be used.</returns>
    public static string? MistakeIn(string directory)
    {
        try
        {
            string trial = Path.Combine(Directory.CreateDirectory(directory).FullName, Invariant($"trial.{Environment.ProcessId}"));
            using var file = new FileStream(trial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"--data was '{directory}'; must be a directory in which files can be written, or a path at which one can be made. {error.Message}";
        }
    }
}
