using MakeItCrash;

(ProgramOptions? options, string text, bool isMistake) = CommandLineParser.Parse(args);
if (options is not null)
{
    return await CrashProgram.RunAsync(options);
}

await (isMistake ? Console.Error : Console.Out).WriteLineAsync(text);
return isMistake ? 2 : 0;
