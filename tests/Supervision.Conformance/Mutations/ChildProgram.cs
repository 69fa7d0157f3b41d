using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Supervision.Conformance.Mutations;

/// <summary>Runs another program to its end, or to the end of its time.</summary>
/// <param name="ExitCode">What it ended with; null when its time was over and it was killed.</param>
/// <param name="Output">What it wrote, errors among it.</param>
internal sealed record ChildProgram(int? ExitCode, string Output)
{
    internal bool IsGood => ExitCode == 0;

    /// <summary>Runs a program without a shell.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="limit">How long it may; null for no limit.</param>
    /// <param name="program">The program, searched on the path.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static ChildProgram Run(string folder, TimeSpan? limit, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Begin(start);
        StringBuilder output = new();
        Lock append = new();
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        bool ended = process.WaitForExit(limit ?? Timeout.InfiniteTimeSpan);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        lock (append)
        {
            return new ChildProgram(ended ? process.ExitCode : null, output.ToString());
        }

        void Take(object sender, DataReceivedEventArgs line)
        {
            lock (append)
            {
                output.AppendLine(line.Data);
            }
        }
    }

    /// <summary>As <see cref="Run"/>, for what must succeed.</summary>
    internal static string Need(string folder, string program, params string[] arguments)
    {
        ChildProgram ended = Run(folder, null, program, arguments);
        return ended.IsGood
            ? ended.Output
            : throw new MutationException($"{program} {string.Join(' ', arguments)} ended with {ended.ExitCode}:\n{ended.Output}");
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new MutationException($"{start.FileName} cannot be run: {error.Message}");
        }
    }
}
