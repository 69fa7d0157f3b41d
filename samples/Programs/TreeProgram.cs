using System.Runtime.InteropServices;
using Supervision.Hosting;

namespace Programs;

/// <summary>A program that is a tree and nothing else.</summary>
public static class TreeProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <param name="name">The name of the program.</param>
    /// <param name="tree">Builds the tree.</param>
    /// <param name="firstLines">What to print when the tree has started.</param>
    /// <param name="session">What somebody does with it, who may block: the program ends with it, with its exit code, and no longer with the root. Null for nothing.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string name,
        Func<ProcessRuntime, SupervisorSpec> tree,
        Func<ProcessRuntime, Task<string>> firstLines,
        Func<ProcessRuntime, SupervisorRef, Task<int>>? session = null)
    {
        await using var runtime = new ProcessRuntime();
        SupervisorSpec spec = tree(runtime);

        // Before the start, which may take long, and before the first lines: who reads them may end the program at once.
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        Task<SupervisorRef> start = runtime.StartSupervisorAsync(spec);
        if (await Task.WhenAny(start, asked.Task) == asked.Task)
        {
            return 0;
        }

        SupervisorRef root;
        try
        {
            root = await start;
        }
        catch (StartFailedException failed)
        {
            await Console.Error.WriteLineAsync($"{name}: {TreeStartException.For(spec.Id, failed).Message}");
            return 1;
        }

        // Watched from here on: who is gone before can no longer be asked for the reason.
        Task<ExitReason> ended = root.Pid.WaitForExitAsync();
        StandardOutput.WriteLine(await firstLines(runtime));
        return await RunToEndAsync(runtime, ended, session is null ? ended : Task.Run(() => session(runtime, root)), asked.Task);

        void Ask(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }

    private static async Task<int> RunToEndAsync(ProcessRuntime runtime, Task<ExitReason> ended, Task over, Task asked)
    {
        Task first = await Task.WhenAny(asked, over);
        if (first == ended)
        {
            await Console.Error.WriteLineAsync($"The root supervisor has given up: {await ended}");
            return 1;
        }

        await runtime.StopAsync();
        return first is Task<int> said ? await said : 0;
    }
}
