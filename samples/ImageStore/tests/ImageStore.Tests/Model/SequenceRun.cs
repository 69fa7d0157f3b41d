namespace ImageStore.Tests;

/// <summary>Makes the steps of one sequence, in virtual time, and looks at everything after each.</summary>
internal sealed class SequenceRun
{
    private const string NothingWithoutSession = "Rule 4, who is logged out uploads nothing, nor views, removes or logs out";

    // More than the supervisor's period: what is tested is the store, and not when it gives up.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);

    private readonly TestProcess _test;
    private readonly Experiment _experiment;
    private readonly StoreClient _store;
    private readonly Dictionary<string, AccountModel> _accounts;
    private readonly Invariants _invariants;

    private SequenceRun(TestProcess test, Experiment experiment, MemoryShelf shelf)
    {
        _test = test;
        _experiment = experiment;
        _store = new StoreClient(test.Runtime);
        _accounts = Sequences.Users.ToDictionary(user => user, user => new AccountModel(user), StringComparer.Ordinal);
        _invariants = new Invariants(_store, [.. _accounts.Values], shelf, experiment.Tally);
    }

    /// <summary>Throws when the store does what it must not.</summary>
    public static void Run(Sequence sequence, Experiment experiment)
    {
        experiment.Tally.Sequences++;
        using Simulation simulation = new(sequence.Schedule);
        simulation.Run(async test =>
        {
            var shelf = new MemoryShelf();
            await test.StartSupervisedAsync(StoreTree.Build(PartsOf(experiment, shelf)));
            var run = new SequenceRun(test, experiment, shelf);
            foreach (Step step in sequence.Steps)
            {
                experiment.Tally.Steps++;
                await run.MakeAsync(step);
            }
        });
    }

    private static StoreParts PartsOf(Experiment experiment, MemoryShelf shelf)
    {
        int keys = 0;
        var parts = new StoreParts { Shelf = shelf, NewKey = () => new SessionKey(Invariant($"key {++keys}")) };
        return experiment.Plant?.Invoke(parts) ?? parts;
    }

    private async Task MakeAsync(Step step)
    {
        if (step.Death is { } death)
        {
            _experiment.Tally.Deaths++;
            _test.Spawn(context => KillAsync(context, death));
        }

        AccountModel account = _accounts[step.User];
        await (step.Operation switch
        {
            Operation.LogIn => LogInAsync(account, step),
            Operation.LogOut => LogOutAsync(account, step),
            Operation.Add => AddAsync(account, step),
            Operation.View => ViewAsync(account, step),
            Operation.Remove => RemoveAsync(account, step),
            Operation.Rounds => RoundsAsync(account, step),
            _ => Task.CompletedTask,
        });
        if (step.Death is not null)
        {
            await _test.AdvanceAsync(Rest);
            EndSessionsWith(step.Death.Process);
        }

        await _invariants.CheckAsync();
    }

    private static async Task KillAsync(ProcessContext context, Death death)
    {
        for (int i = 0; i < death.After; i++)
        {
            await Task.Yield();
        }

        context.Runtime.Find(death.Process).Exit(ExitReason.Kill);
    }

    /// <summary>Sessions are transient: they go with their process, and with the accounts on which it stands.</summary>
    private void EndSessionsWith(string process)
    {
        if (process != Names.Images)
        {
            foreach (AccountModel account in _accounts.Values)
            {
                account.LogOut();
            }
        }
    }

    private async Task LogInAsync(AccountModel account, Step step)
    {
        if (Answered(await _store.LogInAsync(account.User), step, out SessionKey? key))
        {
            account.LogIn(key);
        }
    }

    private async Task LogOutAsync(AccountModel account, Step step)
    {
        bool was = account.Key is not null;
        if (Answered(await _store.LogOutAsync(account.Key ?? account.Stale), step, out bool done))
        {
            Assert.True(done || !was || step.Death is not null, $"{account.User} was logged in, and logging out says otherwise.");
            Assert.True(was || !done, $"{NothingWithoutSession}: {account.User} has logged out somebody.");
        }

        account.LogOut();
    }

    private async Task AddAsync(AccountModel account, Step step)
    {
        ImageId id = ImageId.Of(step.Image);
        Answer expected = account.Kept.Contains(step.Image) ? new Answer.Duplicate(id) : new Answer.Added(id);
        CallResult<Answer> result = await _store.AskAsync(new ImagesMessage.Add(account.Key ?? account.Stale, step.Image));
        if (Agrees(result, expected, account, step))
        {
            account.Keep(step.Image);
        }
    }

    private async Task ViewAsync(AccountModel account, Step step)
    {
        ImageId id = ImageId.Of(step.Image);
        Answer expected = account.Kept.Contains(step.Image) ? new Answer.Shown(Image.Of(step.Image)) : new Answer.NotFound(id);
        CallResult<Answer> result = await _store.AskAsync(new ImagesMessage.View(account.Key ?? account.Stale, id));
        Agrees(result, expected, account, step);
    }

    private async Task RemoveAsync(AccountModel account, Step step)
    {
        ImageId id = ImageId.Of(step.Image);
        bool isKept = account.Kept.Contains(step.Image);
        CallResult<Answer> result = await _store.AskAsync(new ImagesMessage.Remove(account.Key ?? account.Stale, id));
        if (Agrees(result, isKept ? new Answer.Removed(id) : new Answer.NotFound(id), account, step) && isKept)
        {
            account.Delete(step.Image);
        }
    }

    private async Task RoundsAsync(AccountModel account, Step step)
    {
        for (int i = 0; i < step.Times; i++)
        {
            await AddAsync(account, step);
            await RemoveAsync(account, step);
        }
    }

    /// <summary>True when what was asked for is done. Without an answer, which only a death excuses, nobody knows.</summary>
    private bool Agrees(CallResult<Answer> result, Answer expected, AccountModel account, Step step)
    {
        if (!Answered(result, step, out Answer? answer))
        {
            if (step.Operation != Operation.View && !_experiment.SilenceMeansNo)
            {
                account.Unknown.Add(step.Image);
            }

            return false;
        }

        // Sessions may have gone before the step came to them.
        bool mayBeLoggedOut = step.Death is { Process: not Names.Images };
        if (account.Key is null || (answer is Answer.NotLoggedIn && mayBeLoggedOut))
        {
            Assert.True(answer is Answer.NotLoggedIn, $"{NothingWithoutSession}: {account.User} was answered {answer}.");
            return false;
        }

        Assert.True(answer == expected, $"The model expects {expected}, and {account.User} was answered {answer}.");
        return true;
    }

    private static bool Answered<T>(CallResult<T> result, Step step, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? answer)
    {
        bool isReply = result.TryGetReply(out answer);
        Assert.True(isReply || step.Death is not null, $"There was no answer, though nobody died: {result.Failure}");
        return isReply;
    }
}
