namespace Supervision.Hosting.Tests;

/// <summary>What the code under test says, in order, and waits for it.</summary>
internal sealed class Events
{
    private readonly Lock _lock = new();
    private readonly List<string> _said = [];
    private readonly List<(Predicate<List<string>> Holds, TaskCompletionSource Done)> _waiting = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _said];
            }
        }
    }

    public void Say(string what)
    {
        lock (_lock)
        {
            _said.Add(what);
            foreach ((Predicate<List<string>> holds, TaskCompletionSource done) in _waiting)
            {
                if (holds(_said))
                {
                    done.TrySetResult();
                }
            }
        }
    }

    /// <summary>Completes when it was said so many times.</summary>
    public Task HeardAsync(string what, int times = 1)
    {
        lock (_lock)
        {
            bool Holds(List<string> said) => said.Count(text => text == what) >= times;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Holds(_said))
            {
                done.SetResult();
            }

            _waiting.Add((Holds, done));
            return done.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
