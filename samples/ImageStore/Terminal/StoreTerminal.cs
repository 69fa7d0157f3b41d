using System.Diagnostics;

namespace ImageStore;

/// <summary>The store for a person at a keyboard: reads commands, prints answers.</summary>
/// <param name="runtime">Runs the store.</param>
/// <param name="root">The store's supervisor.</param>
/// <param name="input">Where commands come from.</param>
/// <param name="output">Where answers go.</param>
/// <param name="echoes">Whether a command is printed before its answer, because nobody has typed it.</param>
internal sealed class StoreTerminal(ProcessRuntime runtime, SupervisorRef root, TextReader input, TextWriter output, bool echoes)
{
    /// <summary>What can be typed.</summary>
    public const string Help = """
        NAME log in          NAME add IMAGE      an image is a line of text, such as (=^.^=)
        NAME log out         NAME list           kill accounts | sessions | images
        NAME view ID         NAME remove ID      tree | help | exit
        """;

    private readonly StoreClient _store = new(runtime);
    private readonly Dictionary<string, SessionKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Goes on until there is no more input, or no more store.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        while (root.Pid.IsAlive)
        {
            await output.WriteAsync("> ");
            await output.FlushAsync();
            string? line = await input.ReadLineAsync();
            if (line is null)
            {
                await output.WriteLineAsync();
                return 0;
            }

            if (echoes)
            {
                await output.WriteLineAsync(line);
            }

            Command command = Command.Parse(line);
            if (command is Command.Quit)
            {
                return 0;
            }

            await output.WriteLineAsync(await AnswerAsync(command));
        }

        return 1;
    }

    private Task<string> AnswerAsync(Command command) => command switch
    {
        Command.LogIn(var user) => LogInAsync(user),
        Command.LogOut(var user) => LogOutAsync(user),
        Command.Ask(var user, var message) => AskAsync(user, message(_keys.GetValueOrDefault(user))),
        Command.Kill(var process) => KillAsync(process),
        Command.Tree => TreeAsync(),
        Command.Mistake(var why) => Task.FromResult($"{why}\n{Help}"),
        _ => Task.FromResult(Help),
    };

    private async Task<string> LogInAsync(string user)
    {
        if (!(await _store.LogInAsync(user)).TryGetReply(out SessionKey? key))
        {
            return NoAnswer;
        }

        _keys[user] = key;
        return $"{user} is logged in.";
    }

    private async Task<string> LogOutAsync(string user)
    {
        if (!_keys.Remove(user, out SessionKey? key))
        {
            return $"{user} was not logged in.";
        }

        return (await _store.LogOutAsync(key)).TryGetReply(out bool was) switch
        {
            false => NoAnswer,
            _ when was => $"{user} is logged out.",
            _ => $"{user} was not logged in.",
        };
    }

    private async Task<string> AskAsync(string user, ImagesMessage message)
    {
        CallResult<Answer> result = message switch
        {
            ImagesMessage.Add add => await _store.AskAsync(add),
            ImagesMessage.List list => await _store.AskAsync(list),
            ImagesMessage.View view => await _store.AskAsync(view),
            ImagesMessage.Remove remove => await _store.AskAsync(remove),
            _ => throw new UnreachableException(),
        };
        return result.TryGetReply(out Answer? answer) ? InWords(user, answer) : NoAnswer;
    }

    private const string NoAnswer = "No answer: what you asked for was done or not. Look, and ask again.";

    private static string InWords(string user, Answer answer) => answer switch
    {
        Answer.Added(var id) => $"{id} is kept for {user}.",
        Answer.Duplicate(var id) => $"{user} has {id} already.",
        Answer.Removed(var id) => $"{id} is gone.",
        Answer.NotFound(var id) => $"{user} has no {id}.",
        Answer.Shown(var image) => image.Content,
        Answer.Listed({ Count: 0 }) => $"{user} has no images.",
        Answer.Listed(var images) => string.Join('\n', images.Select(image => $"{image.Id}  {image.Content}")),
        Answer.NotLoggedIn => $"{user} is not logged in.",
        _ => throw new UnreachableException(),
    };

    private async Task<string> KillAsync(string name)
    {
        TreeSnapshot before = await TreeSnapshot.TakeAsync(root);
        Pid killed = runtime.Find(name);
        killed.Exit(ExitReason.Kill);
        await killed.WaitForExitAsync();

        // The dead one's name is free; the next one takes it, or the supervisor has given up.
        await Task.WhenAny(runtime.FindAsync(name), root.Pid.WaitForExitAsync());
        try
        {
            return before.CompareWith(await TreeSnapshot.TakeAsync(root)).ToString();
        }
        catch (CallFailedException) when (!root.Pid.IsAlive)
        {
            return "The store has given up: more than 3 deaths in 5 s are no accident.";
        }
    }

    private async Task<string> TreeAsync() => (await TreeSnapshot.TakeAsync(root)).ToText().TrimEnd();
}
