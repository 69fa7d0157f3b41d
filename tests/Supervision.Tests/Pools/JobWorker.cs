namespace Supervision.Tests.Pools;

/// <summary>Writes down what it begins and what it ends.</summary>
internal sealed class JobWorker(JobWorker.Diary diary) : GenServer<Job>
{
    protected override async ValueTask HandleAsync(Job message)
    {
        switch (message)
        {
            case Job.Do work:
                await WorkAsync(work.Name, work.Time);
                Reply(work, Self);
                break;
            case Job.Break broken:
                diary.Begun.Add(broken.Name);
                Stop(new ExitReason.Custom("broken"));
                break;
            case Job.Note note:
                await WorkAsync(note.Name, note.Time);
                break;
        }
    }

    private async Task WorkAsync(string name, TimeSpan time)
    {
        diary.Begun.Add(name);
        if (time > TimeSpan.Zero)
        {
            await Context.DelayAsync(time);
        }

        diary.Ended.Add(name);
        diary.By[name] = Self;
    }

    internal sealed class Diary
    {
        internal List<string> Begun { get; } = [];

        internal List<string> Ended { get; } = [];

        internal Dictionary<string, Pid> By { get; } = [];
    }
}
