namespace Supervision.Tests.Supervisors;

/// <summary>A supervisor that waits for the very start that its start function has passed on.</summary>
public sealed class PassedOnStartTests
{
    [Fact]
    public void StartFunction_ThatAlsoAwaitsWhatItPassesOn_GoesOnAsTheSupervisorDoes()
    {
        using Family family = new();
        StartResult? seen = null;
        ChildSpec child = new("a", context =>
        {
            Task<StartResult> start = context.StartServerAsync(Server.Define<int, string>(static () => 0, static (state, _, _) => state)).AsTask();
            _ = SeeAsync(start);
            return new ValueTask<StartResult>(start);
        });

        SupervisorRef root = family.Start(new SupervisorOptions(), child);

        Assert.Equal(new StartResult.Started(Assert.Single(family.Do(root.ListChildrenAsync())).Pid), seen);

        async Task SeeAsync(Task<StartResult> start) => seen = await start;
    }

    [Fact]
    public void SameStart_PassedOnByTwoChildren_IsBoth()
    {
        using Family family = new();
        Task<StartResult>? shared = null;
        ValueTask<StartResult> ShareAsync(StartContext context) => new(shared ??=
            context.StartServerAsync(Server.Define<int, string>(static () => 0, static (state, _, _) => state)).AsTask());

        SupervisorRef root = family.Start(new SupervisorOptions(), new ChildSpec("a", ShareAsync), new ChildSpec("b", ShareAsync));

        IReadOnlyList<ChildInfo> children = family.Do(root.ListChildrenAsync());
        Assert.Equal(2, children.Count);
        Assert.Equal(children[0].Pid, children[1].Pid);
    }
}
