namespace DeviceSimulator;

/// <summary>The program: the devices, until somebody stops it.</summary>
internal static class SimulatorProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ProgramOptions options)
    {
        DevicePort[] ports = [.. Enumerable.Range(1, options.Devices).Select(device => new DevicePort(options.Port == 0 ? 0 : options.Port + device))];
        var control = new DevicePort(options.Port);
        return TreeProgram.RunAsync(
            "DeviceSimulator",
            runtime =>
            {
                var field = new FieldOperator(runtime, ports);
                return SimulatorTree.Build(ports, options.Bonkers, control, field, ConsoleCommands.Child(field, Console.In, StandardOutput.WriteLine));
            },
            _ => Task.FromResult(FirstLines(options, ports, control)));
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
}
