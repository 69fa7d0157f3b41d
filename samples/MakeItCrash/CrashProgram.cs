using System.Runtime.InteropServices;

namespace MakeItCrash;

/// <summary>The program: the tree, and a line for everything that happens in it.</summary>
internal static class CrashProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        await using var runtime = new ProcessRuntime();
        SupervisorRef root;
        try
        {
            root = await runtime.StartSupervisorAsync(
                CrashTree.Build(options.Pause, Console.WriteLine, WebEndpoint.Child(options.ListensOn, new Stage(runtime))));
        }
        catch (StartFailedException failed)
        {
            await Console.Error.WriteLineAsync($"Make it crash did not start. {failed.Message}");
            return 1;
        }

        Uri address = await ServerRef<WebMessage>.ForName(runtime, Names.Web).CallAsync(new WebMessage.GetAddress());
        Console.WriteLine($"Make it crash! Open {address}   (Ctrl-C stops)");
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
