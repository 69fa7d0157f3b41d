namespace ImageStore;

/// <summary>What a person can type. A closed set.</summary>
internal abstract record Command
{
    private const int LongestName = 60;
    private static readonly string[] Alone = ["tree", "help", "quit", "exit", "kill"];
    private static readonly string[] BehindAName = ["log", "add", "list", "view", "remove"];

    private Command()
    {
    }

    /// <summary>Begin a session.</summary>
    public sealed record LogIn(string User) : Command;

    /// <summary>End the session.</summary>
    public sealed record LogOut(string User) : Command;

    /// <summary>Ask the store for something.</summary>
    public sealed record Ask(string User, Func<SessionKey?, ImagesMessage> Message) : Command;

    /// <summary>Kill a process of the store.</summary>
    public sealed record Kill(string Process) : Command;

    /// <summary>Show the running tree.</summary>
    public sealed record Tree : Command;

    /// <summary>Show what can be typed.</summary>
    public sealed record Help : Command;

    /// <summary>End the program.</summary>
    public sealed record Quit : Command;

    /// <summary>Nothing that is understood.</summary>
    /// <param name="Why">What is wrong with it, in one line.</param>
    public sealed record Mistake(string Why) : Command;

    /// <summary>Reads one line.</summary>
    public static Command Parse(string line)
    {
        string[] words = line.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] or ["help"] => new Help(),
            ["kill", var process] when Names.Servers.Contains(process, StringComparer.Ordinal) => new Kill(process),
            ["tree"] => new Tree(),
            ["quit" or "exit"] => new Quit(),
            [{ Length: > LongestName } name, _, ..] => new Mistake(Invariant($"A name has at most {LongestName} characters; this one has {name.Length}.")),
            [var user, "log", "in"] => new LogIn(user),
            [var user, "log", "out"] => new LogOut(user),
            [var user, "add", var content] => new Ask(user, key => new ImagesMessage.Add(key, content)),
            [var user, "list"] => new Ask(user, static key => new ImagesMessage.List(key)),
            [var user, "view", var id] => new Ask(user, key => new ImagesMessage.View(key, new ImageId(id))),
            [var user, "remove", var id] => new Ask(user, key => new ImagesMessage.Remove(key, new ImageId(id))),
            _ => new Mistake(WhatIsWrong(words)),
        };
    }

    private static string WhatIsWrong(string[] words) => words switch
    {
        ["kill"] => $"Behind kill there must be one of {string.Join(", ", Names.Servers)}.",
        ["kill", var process] => $"There is no process '{process}'; there are {string.Join(", ", Names.Servers)}.",
        [var word] => NoCommand(word, Alone),
        [var word, _] when word.Equals("kill", StringComparison.OrdinalIgnoreCase) => NoCommand(word, Alone),
        [_, "log", ..] => "Behind log there must be in or out.",
        [_, "add"] => "Behind add there must be an image.",
        [_, "list", ..] => "Behind list there must be nothing.",
        [_, "view" or "remove"] => $"Behind {words[1]} there must be the ID of an image; list shows them.",
        _ => NoCommand(words[1], BehindAName),
    };

    private static string NoCommand(string word, string[] known) => known.FirstOrDefault(command => command.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } meant
        ? $"There is no command '{word}'; did you mean '{meant}'?"
        : $"There is no command '{word}'.";
}
