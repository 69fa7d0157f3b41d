using Supervision.Testing;

namespace Supervision.Tests.Groups;

/// <summary>Whatever the order of everything, and whoever is killed.</summary>
public sealed class ProcessGroupRaceTests
{
    private const int Members = 4;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Watch_AddsUpToTheMembers_AndPublishReachesThoseOnce() => Simulation.Explore(
        RunAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow });

    private static async Task RunAsync(TestProcess test)
    {
        ProcessGroups<string> groups = new(test.Runtime);
        Dictionary<Pid, int> heard = [];
        List<Pid> members = [.. Enumerable.Range(0, Members).Select(number => test.Spawn(process => LiveAsync(process, number)))];
        await test.DelayAsync(Moment * test.Choose(2));
        List<Pid> seen = [.. groups.Watch(test, "group")];
        int kills = test.Choose(3);
        for (int kill = 0; kill < kills; kill++)
        {
            members[test.Choose(members.Count)].Exit(ExitReason.Kill);
            await test.DelayAsync(Moment * test.Choose(2));
        }

        await test.DelayAsync(Moment * 10);
        while (await test.TryReceiveAsync<GroupEvent<string>>(TimeSpan.Zero) is { } change)
        {
            Assert.True(change is GroupEvent<string>.Joined || seen.Contains(change.Pid));
            _ = change is GroupEvent<string>.Joined ? Add(seen, change.Pid) : seen.Remove(change.Pid);
        }

        Pid[] alive = [.. members.Where(static pid => pid.IsAlive)];
        Assert.Equal(alive.SelectMany(static pid => (Pid[])[pid, pid]).OrderBy(static pid => pid.Id), groups.Members("group").OrderBy(static pid => pid.Id));
        Assert.Equal(groups.Members("group").OrderBy(static pid => pid.Id), seen.OrderBy(static pid => pid.Id));
        Assert.Equal(alive.Length, groups.Publish("group", "news"));
        await Task.WhenAll(members.Select(static pid => pid.WaitForExitAsync()));
        Assert.Equal(alive.ToHashSet(), heard.Keys.ToHashSet());
        Assert.All(heard.Values, static times => Assert.Equal(1, times));
        Assert.Empty(groups.Groups());

        async Task LiveAsync(ProcessContext process, int number)
        {
            groups.Join(process, "group");
            groups.Join(process, "group");
            await process.DelayAsync(Moment * (number % 2));
            Assert.True(groups.Leave(process, "group"));
            await process.DelayAsync(Moment * (number / 2));
            groups.Join(process, "group");
            await process.ReceiveAsync<string>();
            heard[process.Self] = heard.GetValueOrDefault(process.Self) + 1;
        }
    }

    private static bool Add(List<Pid> list, Pid pid)
    {
        list.Add(pid);
        return true;
    }
}
