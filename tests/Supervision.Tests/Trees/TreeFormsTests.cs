using System.Text.Json;
using Supervision.Tests.Supervisors;

namespace Supervision.Tests.Trees;

public sealed class TreeFormsTests
{
    /// <summary>Breaks out of everything: quotes, brackets, backslashes, markup, entities, line breaks, direction marks.</summary>
    private const string Evil = "a\"]; x --> y\\\n<b>&quot;#35;\u202E";

    [Fact]
    public void ToText_Tree_ReadsAsATree()
    {
        TreeSnapshot tree = Sample();

        Assert.Equal(
            """
            root#1  one_for_one, 0 of 3 restarts in 5 s
            ├─ a#1  transient  [db, eu]
            ├─ inner#1  one_for_all, 0 of 1 restarts in 2.5 s  named store
            │  ├─ b#1
            │  └─ c#1  temporary
            └─ pool#1  simple_one_for_one, 0 of 3 restarts in 5 s

            """,
            tree.ToText());
    }

    [Fact]
    public void ToText_StoppedAndOpaqueAndTorn_SaysSo()
    {
        TreeEntry root = Sample().Root;
        TreeEntry[] children =
        [
            new("root/x", "x") { Status = ChildInfo.State.Restarting, Incarnation = 2, Significant = true },
            new("root/y", "y") { Status = ChildInfo.State.Stopped },
            new("root/z", "z") { Status = ChildInfo.State.Running, Incarnation = 1, IsOpaque = true, Type = ChildType.Supervisor },
        ];
        TreeSnapshot tree = new(root with { Supervisor = root.Supervisor! with { Children = children } }, isConsistent: false);

        Assert.Equal(
            """
            (the tree changed while it was looked at: not all of this was so at one moment)
            root#1  one_for_one, 0 of 3 restarts in 5 s
            ├─ x#2  restarting  significant
            ├─ y  stopped
            └─ z#1  not known inside

            """,
            tree.ToText());
    }

    [Fact]
    public void ToMermaid_Tree_IsAFlowchart() => Assert.Equal(
        """
        flowchart TD
          n0["root#35;1<br/>one_for_one, 0 of 3 restarts in 5 s"]
          n1("a#35;1")
          n0 --> n1

        """,
        Tree(root => root.Child(Worker("a"))).ToMermaid());

    [Fact]
    public void ToDot_Tree_IsADigraph() => Assert.Equal(
        """
        digraph tree {
          n0 [shape=box, label="root#1\none_for_one, 0 of 3 restarts in 5 s"];
          n1 [shape=ellipse, label="a#1"];
          n0 -> n1;
        }

        """,
        Tree(root => root.Child(Worker("a"))).ToDot());

    [Fact]
    public void Forms_NamesThatTryToBreakOut_StayInTheirPlace()
    {
        TreeSnapshot tree = Tree(root => root.Child(Worker(Evil) with { Tags = [Evil] }));

        Assert.Equal(2, tree.ToText().Count(static c => c == '\n'));
        Assert.DoesNotContain('\u202E', tree.ToText());
        string mermaid = tree.ToMermaid();
        Assert.Equal(4, mermaid.Count(static c => c == '"'));
        Assert.Equal(1, mermaid.Split("-->").Length - 1);
        Assert.DoesNotContain("<b>", mermaid, StringComparison.Ordinal);
        Assert.Contains("""label="a\"]; x --> y\\\\u000A<b>&amp;quot;#35;\\u202E#1\n""", tree.ToDot(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(tree.ToJson());
        Assert.Equal(Evil, json.RootElement.GetProperty("root").GetProperty("supervisor").GetProperty("children")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void ToJson_RunningTree_HasEveryValue()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 5 }, family.Child("a") with { Tags = ["db"], Shutdown = Shutdown.Kill });
        family.End("a");
        family.Simulation.Advance(TimeSpan.FromSeconds(1.5));
        using JsonDocument json = JsonDocument.Parse(family.Do(TreeSnapshot.TakeAsync(root)).ToJson());

        JsonElement part = json.RootElement.GetProperty("root").GetProperty("supervisor");
        Assert.True(json.RootElement.GetProperty("consistent").GetBoolean());
        Assert.Equal(1.5, part.GetProperty("restartAgesSeconds")[0].GetDouble());
        Assert.Equal("""["a"]""", part.GetProperty("declared").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        JsonElement child = part.GetProperty("children")[0];
        Assert.Equal(family["a"].ToString(), child.GetProperty("pid").GetString());
        Assert.Equal(
            ("running", "brutal_kill", 2, true), (child.GetProperty("status").GetString(), child.GetProperty("shutdown").GetString(), child.GetProperty("incarnation").GetInt32(), child.GetProperty("trapsExits").GetBoolean()));
    }

    [Fact]
    public void CompareWith_LaterSnapshot_SaysWhatBecameOfWhom()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", top => top
            .Child(family.Child("same")).Child(family.Child("crashes")).Child(family.Child("stops"))
            .Child(family.Child("leaves") with { Restart = Restart.Temporary })));
        TreeSnapshot before = family.Do(TreeSnapshot.TakeAsync(root));
        family.End("crashes");
        family.Do(root.TerminateChildAsync("stops"));
        family.Do(root.TerminateChildAsync("leaves"));
        family.Do(root.StartChildAsync(family.Child("added")));

        TreeComparison compared = before.CompareWith(family.Do(TreeSnapshot.TakeAsync(root)));

        Assert.Equal(
            "root/crashes was restarted: #1, now #2\nroot/stops is stopped\nroot/leaves is gone\nroot/added is new", compared.ToString());
        Assert.Equal("no difference", before.CompareWith(before).ToString());
    }

    private static TreeSnapshot Sample() => TreeSnapshot.Of(Supervisor.OneForOne("root", root => root
        .Child(Worker("a") with { Restart = Restart.Transient, Tags = ["db", "eu"] })
        .OneForAll("inner", inner => inner
            .Named("store").Intensity(1, TimeSpan.FromSeconds(2.5))
            .Child(Worker("b")).Child(Worker("c") with { Restart = Restart.Temporary }))
        .Dynamic<int>("pool", static (_, _) => new(new StartResult.Ignored()))));

    private static TreeSnapshot Tree(Action<SupervisorBuilder> configure) => TreeSnapshot.Of(Supervisor.OneForOne("root", configure));

    private static ChildSpec Worker(string id) => ChildSpec.Process(id, static _ => Task.CompletedTask);
}
