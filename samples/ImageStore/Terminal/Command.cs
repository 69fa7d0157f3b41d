namespace ImageStore;

/// <summary>What a person can type. A closed set.</summary>
internal abstract record Command
{
    private const int LongestName = 60;

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

    /// <summary>End the program.</summary>
    public sealed record Quit : Command;

    /// <summary>Nothing that is understood.</summary>
    public sealed record Unknown : Command;

    /// <summary>Reads one line.</summary>
    public static Command Parse(string line) => line.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
    {
        ["kill", var process] => new Kill(process),
        ["tree"] => new Tree(),
        ["quit"] => new Quit(),
        [{ Length: > LongestName }, ..] => new Unknown(),
        [var user, "log", "in"] => new LogIn(user),
        [var user, "log", "out"] => new LogOut(user),
        [var user, "add", var content] => new Ask(user, key => new ImagesMessage.Add(key, content)),
        [var user, "list"] => new Ask(user, static key => new ImagesMessage.List(key)),
        [var user, "view", var id] => new Ask(user, key => new ImagesMessage.View(key, new ImageId(id))),
        [var user, "remove", var id] => new Ask(user, key => new ImagesMessage.Remove(key, new ImageId(id))),
        _ => new Unknown(),
    };
}
