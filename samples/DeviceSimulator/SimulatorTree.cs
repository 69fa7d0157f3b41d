namespace DeviceSimulator;

/// <summary>The whole program as a supervision tree.</summary>
internal static class SimulatorTree
{
    /// <summary>One for one: the devices have nothing to do with each other, and nothing with whoever breaks them.</summary>
    /// <param name="devices">The ports of the devices; the first is device 1.</param>
    /// <param name="bonkers">Which answer garbage from the start.</param>
    /// <param name="control">The port of the commands.</param>
    /// <param name="field">Executes the commands.</param>
    /// <param name="console">Commands from standard input; null for none.</param>
    public static SupervisorSpec Build(
        IReadOnlyList<DevicePort> devices, IReadOnlyList<int> bonkers, DevicePort control, FieldOperator field, ChildSpec? console = null) =>
        Supervisor.OneForOne("simulator", root =>
        {
            root.OneForOne("devices", all =>
            {
                foreach ((int index, DevicePort port) in devices.Index())
                {
                    DeviceMode begin = bonkers.Contains(index + 1) ? DeviceMode.Bonkers : DeviceMode.Well;
                    all.Child(ChildSpec.Nested(DeviceTree.Build(index + 1, port, begin)));
                }
            });
            root.Child(LineServer.Child("control", control, (connection, lines, line) => CommandAsync(connection, field, lines, line)));
            if (console is not null)
            {
                root.Child(console);
            }
        });

    private static async Task<bool> CommandAsync(ProcessContext connection, FieldOperator field, LineStream lines, string line)
    {
        await lines.WriteAsync(await field.ExecuteAsync(line), connection.CancellationToken);
        return true;
    }
}
