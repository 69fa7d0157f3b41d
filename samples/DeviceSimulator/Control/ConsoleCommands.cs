namespace DeviceSimulator;

/// <summary>Commands from standard input, until it ends.</summary>
internal static class ConsoleCommands
{
    /// <summary>Transient: when the input has ended there is nothing left to do.</summary>
    public static ChildSpec Child(FieldOperator field, TextReader input, Action<string> output) =>
        ChildSpec.Process("console", context => RunAsync(context, field, input, output)) with { Restart = Restart.Transient };

    private static async Task RunAsync(ProcessContext context, FieldOperator field, TextReader input, Action<string> output)
    {
        while (await ReadAsync(context, input) is { } line)
        {
            output(await field.ExecuteAsync(line));
        }
    }

    /// <summary>Reading the console blocks, and nothing can abandon it: it gets a thread of its own, and the process only waits for that.</summary>
    private static async Task<string?> ReadAsync(ProcessContext context, TextReader input) =>
        await Task.Factory.StartNew(input.ReadLine, context.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(context.CancellationToken);
}
