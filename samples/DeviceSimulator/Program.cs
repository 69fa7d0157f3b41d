using DeviceSimulator;

switch (CommandLineParser.Parse(args))
{
    case CommandLineResult.Run(var options):
        return await SimulatorProgram.RunAsync(options);
    case CommandLineResult.Mistake(var text):
        await Console.Error.WriteLineAsync(text);
        return 2;
    default:
        await Console.Out.WriteAsync(HelpText.Text);
        return 0;
}
