namespace Supervision.Tests.Supervisors;

/// <summary>Why a child ended × its restart type × the strategy: who stops and who starts, in which order. Every row of the table.</summary>
public sealed class RestartTableTests
{
    private static readonly Dictionary<string, (ExitReason Reason, bool IsOrderly)> Reasons = new()
    {
        ["normal"] = (ExitReason.Normal, true),
        ["shutdown"] = (ExitReason.Shutdown, true),
        ["shutdown(x)"] = (new ExitReason.ShutdownWith("x"), true),
        ["killed"] = (ExitReason.Killed, false),
        ["kill"] = (ExitReason.Kill, false),
        ["noproc"] = (ExitReason.NoProcess, false),
        ["custom"] = (new ExitReason.Custom("x"), false),
        ["crash"] = (new ExitReason.Crashed(new InvalidOperationException("x")), false),
    };

    public static TheoryData<string, Restart, RestartStrategy> Rows
    {
        get
        {
            TheoryData<string, Restart, RestartStrategy> rows = [];
            foreach (string reason in Reasons.Keys)
            {
                foreach (Restart restart in Enum.GetValues<Restart>())
                {
                    foreach (RestartStrategy strategy in Enum.GetValues<RestartStrategy>())
                    {
                        rows.Add(reason, restart, strategy);
                    }
                }
            }

            return rows;
        }
    }

    /// <summary>The siblings: two permanent ones, a temporary one, and a transient one that has ended normally before.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Child_EndsForAReason_StopsAndStartsWhatItsTypeAndTheStrategySay(string name, Restart restart, RestartStrategy strategy)
    {
        (ExitReason reason, bool isOrderly) = Reasons[name];
        bool isRestarted = restart == Restart.Permanent || (restart == Restart.Transient && !isOrderly);
        using Family family = new();
        SupervisorRef supervisor = strategy == RestartStrategy.SimpleOneForOne
            ? StartDynamic(family, restart)
            : StartDeclared(family, restart, strategy);

        family.End("x", reason);

        Assert.Equal(["end x", .. isRestarted ? Consequences(strategy) : []], family.Events);
        Assert.Equal(isRestarted || !isOrderly ? ["child_terminated"] : [], family.Troubles.Select(static trouble => trouble.Context));
        string[] listed = [.. family.Do(supervisor.ListChildrenAsync()).Select(static child => $"{child.Id} {child.Status}")];
        Assert.Equal(Listed(strategy, restart, isRestarted), listed);
    }

    private static string[] Consequences(RestartStrategy strategy) => strategy switch
    {
        RestartStrategy.OneForAll => ["stop c", "stop t", "stop a", "start a", "start n", "start x", "start c"],
        RestartStrategy.RestForOne => ["stop c", "stop t", "start x", "start c"],
        _ => ["start x"],
    };

    private static string[] Listed(RestartStrategy strategy, Restart restart, bool isRestarted)
    {
        bool isGroup = isRestarted && strategy is RestartStrategy.OneForAll or RestartStrategy.RestForOne;
        bool isListed = isRestarted || (restart != Restart.Temporary && strategy != RestartStrategy.SimpleOneForOne);
        string[] x = isListed ? [isRestarted ? "x Running" : "x Stopped"] : [];
        string n = isRestarted && strategy == RestartStrategy.OneForAll ? "n Running" : "n Stopped";
        return strategy == RestartStrategy.SimpleOneForOne
            ? ["a Running", .. x, "c Running"]
            : ["a Running", n, .. x, .. isRestarted && isGroup ? Array.Empty<string>() : ["t Running"], "c Running"];
    }

    private static SupervisorRef StartDeclared(Family family, Restart restart, RestartStrategy strategy)
    {
        SupervisorRef supervisor = family.Start(
            new SupervisorOptions { Strategy = strategy },
            family.Child("a"),
            family.Child("n") with { Restart = Restart.Transient },
            family.Child("x") with { Restart = restart },
            family.Child("t") with { Restart = Restart.Temporary },
            family.Child("c"));
        family.End("n", ExitReason.Normal);
        family.Events.Clear();
        return supervisor;
    }

    private static SupervisorRef StartDynamic(Family family, Restart restart)
    {
        DynamicSupervisorRef<int> supervisor = family.Do(family.Runtime.StartSupervisorAsync(
            Supervisor.Dynamic<int>("dynamic", (context, _) => family.StartAsync(context), child => child with { Restart = restart })));
        foreach (string key in (string[])["a", "x", "c"])
        {
            Assert.IsType<ChildResult.Started>(family.Do(supervisor.StartChildAsync(0, key)));
        }

        family.Events.Clear();
        return supervisor.Untyped;
    }
}
