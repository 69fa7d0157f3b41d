using Supervision.Testing;

namespace Supervision.Tests.Groups;

/// <summary>Who is in a group, and who hears of what.</summary>
public sealed class ProcessGroupTests
{
    [Fact]
    public void Publish_ReachesEachMemberOnce_AndDeadMembersVanish() => Simulation.Test(static async test =>
    {
        ProcessGroups<string> groups = new(test.Runtime);
        List<Pid> heard = [];
        List<Pid> members = [.. Enumerable.Range(0, 4).Select(number => test.SpawnLink(async process =>
        {
            for (int time = 0; time <= number; time++)
            {
                groups.Join(process, "config");
            }

            while (await process.ReceiveAsync<string>() == "new")
            {
                heard.Add(process.Self);
            }
        }))];
        await test.IdleAsync();
        Assert.Equal(members.SelectMany(static (pid, number) => Enumerable.Repeat(pid, number + 1)), groups.Members("config"));
        Assert.Equal(4, groups.Publish("config", "new"));
        await test.IdleAsync();
        Assert.Equal(members, heard);

        test.Unlink(members[1]);
        members[1].Exit(ExitReason.Kill);
        await members[1].WaitForExitAsync();
        Assert.DoesNotContain(members[1], groups.Members("config"));
        Assert.Equal(3, groups.Publish("config", "end"));
        Assert.Equal(0, groups.Publish("nobody", "new"));
        await test.IdleAsync();
        Assert.Empty(groups.Groups());
    });

    [Fact]
    public void Member_LeavesAsOftenAsItHasJoined() => Simulation.Test(static test =>
    {
        ProcessGroups<string> groups = new(test.Runtime, StringComparer.OrdinalIgnoreCase);
        groups.Join(test, "a");
        groups.Join(test, "A");
        groups.Join(test, "b");
        Assert.Equal(["a", "b"], groups.Groups().Order());

        Assert.True(groups.Leave(test, "A"));
        Assert.Equal([test.Self], groups.Members("a"));
        Assert.True(groups.Leave(test, "a"));
        Assert.False(groups.Leave(test, "a"));
        Assert.Equal(["b"], groups.Groups());
        return Task.CompletedTask;
    });

    [Fact]
    public void Watch_TellsEachChangeAfterItsList_OfThatGroupOnly() => Simulation.Test(static async test =>
    {
        ProcessGroups<string> groups = new(test.Runtime);
        Pid early = test.Spawn(process => JoinAsync(process, "config"));
        await test.IdleAsync();
        Assert.Equal([early], groups.Watch(test, "config"));
        Assert.Empty(groups.Watch(test, "later"));

        Pid late = test.Spawn(process => JoinAsync(process, "config"));
        Pid other = test.Spawn(process => JoinAsync(process, "other"));
        await test.IdleAsync();
        MonitorRef monitor = test.Monitor(early);
        early.Exit(ExitReason.Kill);
        Assert.Equal(new GroupEvent<string>.Joined(groups, "config", late), await test.ReceiveAsync<object>());
        Assert.Equal(new GroupEvent<string>.Left(groups, "config", early), await test.ReceiveAsync<object>());
        Assert.Equal(monitor, Assert.IsType<Signal.Down>(await test.ReceiveAsync<object>()).Monitor);

        Assert.True(groups.Unwatch(test, "config"));
        Assert.False(groups.Unwatch(test, "config"));
        late.Send("end");
        other.Send("end");
        await late.WaitForExitAsync();
        Assert.Null(await test.TryReceiveAsync<object>(TimeSpan.Zero));

        async Task JoinAsync(ProcessContext process, string group)
        {
            groups.Join(process, group);
            await process.ReceiveAsync<string>();
        }
    });

    [Fact]
    public void Join_WithAKeyThatCannotBeCompared_LeavesNothingBehind() => Simulation.Test(static async test =>
    {
        ProcessGroups<string> groups = new(test.Runtime);
        Pid member = test.Spawn(process =>
        {
            groups.Join(process, "a");
            Assert.Throws<ArgumentNullException>(() => groups.Join(process, null!));
            Assert.Throws<ArgumentNullException>(() => groups.Watch(process, null!));
            return process.ReceiveAsync<int>().AsTask();
        });
        await test.IdleAsync();

        member.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Killed, await member.WaitForExitAsync());
        Assert.Empty(groups.Groups());
    });

    [Fact]
    public void ProcessOfAnotherRuntime_IsRefused()
    {
        using Simulation other = new();
        ProcessGroups<string> groups = new(other.Runtime);
        Simulation.Test(test =>
        {
            Assert.Throws<ArgumentException>(() => groups.Join(test, "a"));
            return Task.CompletedTask;
        });
    }
}
