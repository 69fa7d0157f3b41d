using System.Collections.Concurrent;
using System.Security.Cryptography;
using Supervision.Samples.Stress;

namespace ImageStore.Stress;

/// <summary>The store on a real disk, with users that know what they were told.</summary>
public sealed class ImageStoreTests
{
    private readonly ConcurrentQueue<User> _users = new(Enumerable.Range(0, 6).Select(static number => new User(Invariant($"user {number}"))));
    private long _answers;

    [Fact]
    public async Task Store_StruckWhileUsersAddAndRemove_KeepsItsRules()
    {
        using LiveTree.Disk disk = new();
        using DirectoryShelf shelf = new(disk.File("images"));
        await using ProcessRuntime runtime = LiveTree.NewRuntime();
        SupervisorRef root = await runtime.StartSupervisorAsync(StoreTree.Build(new StoreParts
        {
            Shelf = shelf,
            NewKey = static () => new SessionKey(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))),
        })).InTime();

        await LiveTree.StrikeAsync(
            root,
            new ChaosOptions { Load = UseAsync, SteadyState = CheckAsync },
            () => $"{_answers:N0} answers");

        foreach (User user in _users)
        {
            await user.CheckAsync(new StoreClient(runtime));
        }
    }

    private async Task UseAsync(ProcessContext context)
    {
        if (_users.TryDequeue(out User? user))
        {
            try
            {
                _ = await user.ActAsync(new StoreClient(context.Runtime)) ? Interlocked.Increment(ref _answers) : 0;
            }
            finally
            {
                _users.Enqueue(user);
            }
        }

        await context.DelayAsync(TimeSpan.FromMilliseconds(1));
    }

    private async Task CheckAsync(ProcessContext context)
    {
        User? user;
        while (!_users.TryDequeue(out user))
        {
            await context.DelayAsync(TimeSpan.FromMilliseconds(1));
        }

        try
        {
            await user.CheckAsync(new StoreClient(context.Runtime));
        }
        finally
        {
            _users.Enqueue(user);
        }
    }
}
