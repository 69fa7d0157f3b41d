using System.Runtime.InteropServices;

namespace DeviceSimulator;

/// <summary>The program: the devices, until somebody stops it.</summary>
internal static class SimulatorProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        await using var runtime = new ProcessRuntime();
        DevicePort[] ports = [.. Enumerable.Range(1, options.Devices).Select(device => new DevicePort(options.Port == 0 ? 0 : options.Port + device))];
        var control = new DevicePort(options.Port);
        var field = new FieldOperator(runtime, ports);
        SupervisorRef root;
        try
        {
            ChildSpec console = ConsoleCommands.Child(field, Console.In, Console.Out);
            root = await runtime.StartSupervisorAsync(SimulatorTree.Build(ports, options.Bonkers, control, field, console));
        }
        catch (StartFailedException failed)
        {
            await Console.Error.WriteLineAsync($"DeviceSimulator did not start. {failed.Message}");
            return 1;
        }

        await Console.Out.WriteLineAsync(FirstLines(options, ports, control));
        return await RunToEndAsync(runtime, root);
    }

    private static string FirstLines(ProgramOptions options, DevicePort[] ports, DevicePort control)
    {
        string bonkers = options.Bonkers.Count == 0 ? "none" : string.Join(", ", options.Bonkers.Select(device => Invariant($"{device}")));
        return Invariant($"""
            DeviceSimulator listens on tcp://127.0.0.1:{control.Number}
            That is for commands, which are taken here too: 'help' tells them. Ctrl-C stops.
            {ports.Length} devices answer on ports {ports[0].Number} to {ports[^1].Number}; with garbage: {bonkers}.
            """);
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
