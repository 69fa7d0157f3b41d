using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Programs;

/// <summary>What can be said on the command line of a program. Both <c>--name value</c> and <c>--name=value</c> are understood.</summary>
/// <typeparam name="TOptions">What it comes to.</typeparam>
public sealed class CommandLine<TOptions>
{
    private const int Width = 100;
    private static readonly ParserConfiguration Plain = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
    private readonly Command _command;
    private readonly Func<ParseResult, TOptions> _read;

    /// <summary>Describes it; nothing is read yet.</summary>
    /// <param name="program">The name of the program and of its folder in samples.</param>
    /// <param name="about">What the program is.</param>
    /// <param name="options">What can be said, in the order in which the help lists it.</param>
    /// <param name="read">Makes the options of what was said, when nothing is wrong with it.</param>
    /// <param name="argument">What can be said without an option's name; null for nothing.</param>
    public CommandLine(string program, string about, IEnumerable<Option> options, Func<ParseResult, TOptions> read, Argument? argument = null)
    {
        _command = new Command(program, about);
        _read = read;
        if (argument is not null)
        {
            _command.Add(argument);
        }

        foreach (Option option in options)
        {
            _command.Add(option);
        }

        _command.Add(new HelpOption("--help", "-h", "-?") { Description = "print this text", Action = new HelpAction { MaxWidth = Width } });
    }

    /// <summary>Says what is wrong with values that are right one by one; null when nothing is.</summary>
    public Func<ParseResult, string?> Check { get; init; } = static _ => null;

    /// <summary>What the help says below the options.</summary>
    public string Below { get; init; } = "";

    /// <summary>Reads all arguments, or says what is wrong with one that cannot be read.</summary>
    public CommandLineResult<TOptions> Parse(IReadOnlyList<string> arguments)
    {
        ParseResult said = _command.Parse(arguments, Plain);
        if (said.Action is HelpAction)
        {
            return new CommandLineResult<TOptions>.Help(Help(said));
        }

        string? mistake = said.Errors.Count > 0 ? Mistake(said) : Check(said);
        return mistake is null
            ? new CommandLineResult<TOptions>.Run(_read(said))
            : new CommandLineResult<TOptions>.Mistake($"{mistake} See --help.");
    }

    /// <summary>Runs the program, or prints why not.</summary>
    /// <returns>The exit code: that of the program, 0 after help, 2 after a mistake.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, Func<TOptions, Task<int>> run)
    {
        switch (Parse(arguments))
        {
            case CommandLineResult<TOptions>.Run(var options):
                return await run(options);
            case CommandLineResult<TOptions>.Mistake(var text):
                await Console.Error.WriteLineAsync(text);
                return 2;
            case CommandLineResult<TOptions>.Help(var text):
                StandardOutput.Write(text);
                break;
        }

        return 0;
    }

    /// <summary>The parser's own sentences speak of types and tokens; here is what a person wants to know.</summary>
    private string Mistake(ParseResult said) => said.Errors[0] switch
    {
        { SymbolResult: OptionResult { Tokens.Count: 0 } bare } => $"{bare.Option.Name} needs a value.",
        { SymbolResult: OptionResult { IdentifierTokenCount: > 1 } again } => Invariant($"{again.Option.Name} was given {again.IdentifierTokenCount} times; must be given once."),
        { SymbolResult: CommandResult } when said.UnmatchedTokens is [var stray, ..] => Unknown(stray),
        var error => error.Message,
    };

    private string Unknown(string stray)
    {
        if (!stray.StartsWith('-'))
        {
            return $"There is no option '{stray}'.";
        }

        string name = stray.Split('=')[0];
        string meant = Nearest(name);
        return meant.Length > 0 ? $"There is no option '{name}'; did you mean '{meant}'?" : $"There is no option '{name}'.";
    }

    /// <summary>The parser knows what was meant, and prints it below a line of its own.</summary>
    private string Nearest(string name)
    {
        ParseResult alone = _command.Parse([name], Plain);
        if (alone.Action is ParseErrorAction complain)
        {
            complain.ShowHelp = false;
        }

        return Printed(alone).Split(Environment.NewLine).ElementAtOrDefault(1) ?? "";
    }

    private string Help(ParseResult said)
    {
        string program = _command.Name;
        string text = Printed(said).Replace($"  {program} [", $"  dotnet run --project samples/{program} -- [", StringComparison.Ordinal).Trim();
        string below = Below.Length > 0 ? $"{Below}\n\n" : "";
        return $"{text}\n\n{below}Exit codes: 0 stopped in order, 1 could not start or gave up, 2 a mistake on the command line.\n";
    }

    private static string Printed(ParseResult said)
    {
        using var text = new StringWriter();
        said.Invoke(new InvocationConfiguration { Output = text, Error = TextWriter.Null });
        return text.ToString();
    }
}
