namespace Supervision.Dashboard.Looking;

/// <summary>
/// Looks at the tree for all who look, so often and no more.
/// <code>
/// somebody asks for the next look      then
/// one is under way                     gets the same
/// none is, and the last is fresh       one begins when the last is old enough
/// none is otherwise                    one begins
/// </code>
/// Nobody asks: nothing happens. Who watches asks for the next whenever it has got one.
/// </summary>
internal sealed class Observatory(ProcessRuntime runtime, Func<SupervisorRef> root, Chronicle chronicle, int perSecond)
{
    /// <summary>A supervisor that does not answer in this time is shown as one that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Of this many parts of the time one is spent looking, at most.</summary>
    private const int Moderation = 5;

    private const int LongestShown = 10;
    private readonly Lock _lock = new();

    /// <summary>The look under way, or the last one; null before the first. Under the lock.</summary>
    private Task<Look>? _next;

    /// <summary>The last look; null before the first. Written by the look under way, read by anybody.</summary>
    private volatile Look? _last;

    /// <summary>When the last look ended, and what pause follows it. Written and read by the look under way only.</summary>
    private long _endedAt;

    private TimeSpan _pause;

    /// <summary>How many looks there have been.</summary>
    internal int Count { get; private set; }

    internal ProcessRuntime Runtime => runtime;

    /// <summary>The last look; null before the first.</summary>
    internal Look? Seen => _last;

    /// <summary>The last look; the next when there has been none.</summary>
    internal Task<Look> LastAsync() => _last is { } last ? Task.FromResult(last) : NextAsync();

    /// <summary>A look that nobody has had yet, or that is under way.</summary>
    internal Task<Look> NextAsync()
    {
        lock (_lock)
        {
            return _next is { IsCompleted: false } ? _next : _next = LookAsync();
        }
    }

    private async Task<Look> LookAsync()
    {
        // Not under the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        TimeSpan wait = _last is null ? TimeSpan.Zero : _pause - runtime.Time.GetElapsedTime(_endedAt);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, runtime.Time).ConfigureAwait(false);
        }

        long begin = runtime.Time.GetTimestamp();
        Look look = await TakeAsync().ConfigureAwait(false);
        TimeSpan took = runtime.Time.GetElapsedTime(begin);
        _endedAt = runtime.Time.GetTimestamp();
        TimeSpan least = TimeSpan.FromSeconds(1.0 / perSecond) - took;
        TimeSpan moderate = took * (Moderation - 1);
        _pause = least > moderate ? least : moderate;
        Count++;
        _last = look;
        return look;
    }

    private async Task<Look> TakeAsync()
    {
        TreeSnapshot? tree = null;
        string problem = "";
        try
        {
            SupervisorRef top = root();
            tree = top.Pid == Pid.None ? null : await TreeSnapshot.TakeAsync(top, Patience).ConfigureAwait(false);
            problem = tree is null ? "The tree has not been started." : "";
        }
        catch (CallFailedException)
        {
            problem = "The root supervisor does not run.";
        }

        IReadOnlyList<TopEntry> waiting = await runtime.TopAsync(TopBy.MailboxLength, int.MaxValue).ConfigureAwait(false);
        Dictionary<Pid, int> mailboxes = waiting.ToDictionary(static entry => entry.Pid, static entry => (int)entry.Value);
        long fingerprint = FingerprintOf(tree, mailboxes);
        long version = _last is { } last ? last.Version + (last.Fingerprint == fingerprint ? 0 : 1) : 1;
        return new Look(version, tree, problem, mailboxes, [.. waiting.Take(LongestShown)]) { Fingerprint = fingerprint };
    }

    private long FingerprintOf(TreeSnapshot? tree, Dictionary<Pid, int> mailboxes)
    {
        long sum = Mix(Mix(chronicle.Last, runtime.DeadLetterCount), runtime.StragglerCount);
        foreach (TreeEntry node in tree?.Root.All() ?? [])
        {
            sum = Mix(Mix(sum, node.Pid.Id), ((long)node.Incarnation << 8) + ((long)node.Status << 1) + (node.IsOpaque ? 1 : 0));
        }

        foreach ((Pid pid, int length) in mailboxes)
        {
            // In any order.
            sum += Mix(pid.Id, length);
        }

        return sum;
    }

    private static long Mix(long one, long other) => unchecked(((one ^ (one >>> 29)) * 0x2545F4914F6CDD1D) + (other * 0x1B873593) + 1);
}
