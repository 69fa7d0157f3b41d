using System.Globalization;
using System.Text;

namespace Supervision.Conformance.Replay;

/// <summary>Replays a folder of scenarios into a folder of traces.</summary>
internal static class ReplayCommand
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Replays all.</summary>
    /// <returns>0, or 2 when a file could not be read or makes no sense; the others are replayed nevertheless.</returns>
    internal static int Run(string input, string output, TextWriter log, TextWriter errors)
    {
        if (!Directory.Exists(input))
        {
            errors.WriteLine($"{input}: no such folder");
            return 2;
        }

        string[] files;
        try
        {
            files = Directory.GetFiles(input, "*.json");
            Directory.CreateDirectory(output);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 2;
        }

        Array.Sort(files, StringComparer.Ordinal);
        long begin = RealTime.Now;
        int wrong = files.Count(file => !TryReplay(file, output, errors));
        double seconds = RealTime.Since(begin).TotalSeconds;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Length - wrong} scenarios replayed, {wrong} refused, {seconds:0.00} s, {files.Length / Math.Max(seconds, 0.001):0} a second"));
        return wrong == 0 ? 0 : 2;
    }

    private static bool TryReplay(string file, string output, TextWriter errors)
    {
        try
        {
            string name = Path.GetFileNameWithoutExtension(file);
            List<string> trace = Player.Play(name, ScenarioReader.Read(File.ReadAllBytes(file)));
            File.WriteAllText(Path.Combine(output, name + ".trace"), TextOf(trace), WithoutMark);
            return true;
        }
        // A scenario that no supervisor can play must not keep the others from being played, whatever it ran into.
        catch (Exception error) when (error is ScenarioException or IOException or UnauthorizedAccessException or InvalidOperationException
            or ArgumentException or TimeoutException or KeyNotFoundException)
        {
            errors.WriteLine($"{file}: {error.Message}");
            return false;
        }
    }

    internal static string TextOf(IEnumerable<string> trace) => string.Concat(trace.Select(static line => line + "\n"));
}
