using System.CommandLine;

namespace Programs;

/// <summary>The kinds of arguments that programs have. What is wrong with one is said in a sentence that names it.</summary>
public static class CommandLineArgument
{
    /// <summary>Any text that is not empty, and does not begin as an option does.</summary>
    public static Argument<string> Text(string name, string description, string byDefault) => new(name)
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = description,
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(text))
            {
                argument.AddError($"{name} was '{text}'; must be a text that is not empty.");
            }
            else if (text.StartsWith('-'))
            {
                argument.AddError($"There is no option '{text}'.");
            }

            return text;
        },
    };
}
