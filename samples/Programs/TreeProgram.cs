using System.Runtime.InteropServices;

namespace Programs;

/// <summary>A program that is a tree and nothing else.</summary>
public static class TreeProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <param name="name">The name of the program.</param>
    /// <param name="tree">Builds the tree.</param>
    /// <param name="firstLines">What to print when the tree has started.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string name, Func<ProcessRuntime, SupervisorSpec> tree, Func<ProcessRuntime, Task<string>> firstLines)
    {
        await using var runtime = new ProcessRuntime();
        SupervisorRef root;
        try
        {
            root = await runtime.StartSupervisorAsync(tree(runtime));
        }
        catch (StartFailedException failed)
        {
            await Console.Error.WriteLineAsync($"{name} did not start. {failed.Message}");
            return 1;
        }

        await Console.Out.WriteLineAsync(await firstLines(runtime));
        return await RunToEndAsync(runtime, root);
    }

    private static async Task<int> RunToEndAsync(ProcessRuntime runtime, SupervisorRef root)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        Task<ExitReason> ended = root.Pid.WaitForExitAsync();
        if (await Task.WhenAny(asked.Task, ended) == ended)
        {
            await Console.Error.WriteLineAsync($"The root supervisor has given up: {await ended}");
            return 1;
        }

        await runtime.StopAsync();
        return 0;

        void Ask(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}
