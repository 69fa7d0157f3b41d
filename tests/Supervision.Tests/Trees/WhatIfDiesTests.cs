using Supervision.Tests.Supervisors;

namespace Supervision.Tests.Trees;

public sealed class WhatIfDiesTests
{
    [Fact]
    public void WhatIfDies_DeclaredTree_SaysWhoStopsWhoStartsAndWhoGivesUp()
    {
        BlastRadius blast = TreeSnapshot.Of(Sample()).WhatIfDies("root/db/w1");

        Assert.Equal(["root/db/w2"], blast.Stops);
        Assert.Equal(["root/db/w1", "root/db/w2"], blast.Starts);
        Assert.Equal(
            """
            If root/db/w1 dies:
              root/db/w1 ends with killed
              root/db restarts w1 and those after it (1 of 1 in 5 s)
              root/db/w2 is stopped
              root/db/w1 starts
              root/db/w2 starts
              4 of 6 processes are not touched
            At death 2 at once: root/db gives up; it runs again
            At death 4 at once: root/db, then root gives up; it does not come back

            """,
            blast.ToText());
    }

    [Fact]
    public void ToTable_DeclaredTree_HasARowForEachThatIsTouched() => Assert.Equal(
        """
        | process    | fate      | stops | starts |
        | ---------- | --------- | ----- | ------ |
        | root/db/w1 | restarted | 1     | 1      |
        | root/db/w2 | restarted | 2     | 2      |

        """,
        TreeSnapshot.Of(Sample()).WhatIfDies("root/db/w1").ToTable());

    [Fact]
    public void WhatIfDies_TemporaryChild_DoesNotComeBackAndTouchesNobody()
    {
        BlastRadius blast = TreeSnapshot.Of(Sample()).WhatIfDies("root/job");

        Assert.Equal(TreeFate.Gone, blast.First.Fates["root/job"]);
        BlastRadius.Repeat only = Assert.Single(blast.Repeats);
        Assert.Equal((1, false), (only.Death, only.ComesBack));
        Assert.Empty(only.GaveUp);
        Assert.EndsWith("At death 1 at once: nobody gives up; it does not come back\n", blast.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIfDies_Root_NothingIsLeft()
    {
        BlastRadius blast = TreeSnapshot.Of(Sample()).WhatIfDies("root");

        Assert.Null(blast.First.After);
        Assert.Equal(5, blast.Stops.Count);
    }

    [Fact]
    public void WhatIfDies_LimitsThatAreNeverReached_EndsAtTheNumberOfDeaths()
    {
        TreeSnapshot tree = TreeSnapshot.Of(Supervisor.OneForOne("root", root => root.Child(Worker("a")).Intensity(1_000_000, TimeSpan.FromSeconds(5))));

        Assert.EndsWith("At 100 deaths at once nobody gives up\n", tree.WhatIfDies("root/a").ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIfDies_PathThatIsNotThere_NamesThoseThatAre()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => TreeSnapshot.Of(Sample()).WhatIfDies("root/w1"));

        Assert.StartsWith("path was 'root/w1', which is not in the tree; must be one of 'root', 'root/other', 'root/db'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What is foretold of the running tree happens when the process is killed as often.</summary>
    [Fact]
    public void WhatIfDies_RunningTreeWithRestartsBehindIt_TellsTheDeathAtWhichItFalls()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 3 }, family.Child("a"));
        family.End("a");
        int falls = family.Do(TreeSnapshot.TakeAsync(root)).WhatIfDies("root/a").Repeats[0].Death;

        for (int death = 1; death <= falls; death++)
        {
            Assert.True(root.Pid.IsAlive, $"death {death} of {falls}");
            family["a"].Exit(ExitReason.Kill);
            family.Simulation.RunUntilIdle();
        }

        Assert.Equal(3, falls);
        Assert.False(root.Pid.IsAlive);
    }

    private static SupervisorSpec Sample() => Supervisor.OneForOne("root", root => root
        .Intensity(1, TimeSpan.FromSeconds(5))
        .Child(Worker("other") with { Restart = Restart.Transient })
        .RestForOne("db", db => db.Intensity(1, TimeSpan.FromSeconds(5)).Child(Worker("w1")).Child(Worker("w2")))
        .Child(Worker("job") with { Restart = Restart.Temporary }));

    private static ChildSpec Worker(string id) => ChildSpec.Process(id, static _ => Task.CompletedTask);
}
