using System.Diagnostics;

namespace Supervision.Benchmarks;

/// <summary>How late a process gets its turn beside greedy ones, and how long queues drain.</summary>
internal static class Fairness
{
    private const string OneThread = "DOTNET_ThreadPool_ForceMaxWorkerThreads";

    /// <summary>Prints what <see cref="MeasureAsync"/> found.</summary>
    internal static async Task<int> PrintAsync()
    {
        foreach (string line in await MeasureAsync())
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    /// <summary>The lines of both. A pool of one thread needs a program of its own: this one, started again.</summary>
    internal static async Task<IReadOnlyList<string>> MeasureAsync()
    {
        if (Environment.GetEnvironmentVariable(OneThread) is not null)
        {
            return await Heartbeats.MeasureAsync();
        }

        string assembly = typeof(Fairness).Assembly.Location;
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(assembly);
        }

        start.ArgumentList.Add("fairness");
        start.Environment[OneThread] = "1";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries), .. await Backlog.MeasureAsync()]
            : throw new InvalidOperationException($"The measurement on one thread failed: {output}");
    }
}
