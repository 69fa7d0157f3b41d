using System.Threading.Channels;

namespace MakeItCrash.Tests;

/// <summary>The tree in virtual time, with one page that watches.</summary>
internal sealed class Theatre
{
    private readonly TestProcess _test;
    private readonly List<Moment> _moments;

    private Theatre(TestProcess test, List<Moment> moments) => (_test, _moments, Stage) = (test, moments, new Stage(test.Runtime));

    public Stage Stage { get; }

    /// <summary>All that has happened, as words: <c>A–D Exit &lt;7&gt; exited: …</c>.</summary>
    public IReadOnlyList<string> Moments => [.. _moments.Select(moment => $"{moment.Label} {moment.Kind} {moment.Text}")];

    /// <summary>All that has happened, as the program prints it.</summary>
    public IEnumerable<string> Lines => _moments.Select(moment => moment.ToString());

    public static async Task<Theatre> OpenAsync(TestProcess test, TimeSpan pause = default)
    {
        List<Moment> moments = [];
        await test.StartSupervisedAsync(CrashTree.Build(pause, moments.Add));
        var theatre = new Theatre(test, moments);
        await theatre.SettleAsync(pause);
        return theatre;
    }

    /// <summary>Forgets what has happened so far.</summary>
    public void Forget() => _moments.Clear();

    /// <summary>Until nothing more happens.</summary>
    public async Task SettleAsync(TimeSpan pause = default)
    {
        await _test.IdleAsync();
        await _test.AdvanceAsync(pause);
        await _test.IdleAsync();
    }

    public Pid Find(string name) => _test.Runtime.Find(name);

    public Pid[] FindAll() => [.. Partition.All.Select(partition => Find(partition.Label))];

    public async Task NewAsync(params string[] names)
    {
        foreach (string name in names)
        {
            Assert.True((await AskAsync(name, new PartitionMessage.New(name))).Reply);
        }
    }

    public ValueTask<CallResult<bool>> AskAsync(string name, ICall<PartitionMessage, bool> message) =>
        ServerRef<PartitionMessage>.ForName(_test.Runtime, Partition.Of(name).Label).TryCallAsync(message);

    public Task<bool> CrashAsync(string name) => Stage.CrashAsync(Partition.Of(name), name, CancellationToken.None);

    /// <summary>Everybody, as a page that opens now sees it.</summary>
    public async Task<Scene> LookAsync()
    {
        var page = Channel.CreateUnbounded<Scene>();
        Assert.True(await Stage.Show.CallAsync(new ShowMessage.Watch(page.Writer)));
        Stage.Show.Cast(new ShowMessage.Leave(page.Writer));
        Assert.True(page.Reader.TryRead(out Scene? scene));
        return scene;
    }

    /// <summary>Who is in which partition, as a page sees it.</summary>
    public async Task<string> SeatsAsync() => string.Join(
        "; ",
        (await LookAsync()).Processes.Where(process => process.Count > 0).Select(process => $"{process.Label} {string.Join(' ', process.Participants)}"));
}
