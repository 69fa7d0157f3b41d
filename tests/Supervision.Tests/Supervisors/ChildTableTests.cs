using FsCheck;
using FsCheck.Fluent;
using Supervision.Supervisors;

namespace Supervision.Tests.Supervisors;

public sealed class ChildTableTests
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e", "f"];

    private enum Step
    {
        Append,
        AppendWithoutId,
        Remove,
        Run,
        Stop,
        Fail,
    }

    [Fact]
    public void AnySteps_LeaveTheTableAsTheListModel()
    {
        var step = Gen.Choose(0, (int)Step.Fail).SelectMany(static kind => Gen.Choose(0, 11).Select(at => ((Step)kind, at)));

        Prop.ForAll(step.ListOf().ToArbitrary(), static steps => BehavesAsTheList(steps)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void RestartingChild_IsFoundByTheProcessThatEnded()
    {
        ChildTable table = new();
        Child child = table.Append(Spec, "a");
        Pid pid = NewPid(1);
        table.SetRunning(child, pid);

        table.SetRestarting(child);

        Assert.Same(child, table.Find(pid));
        Assert.Equal(1, table.RestartingCount);
    }

    [Fact]
    public void TwoChildrenWithOneProcess_TheLaterIsFound_AndOutlivesTheEarlier()
    {
        ChildTable table = new();
        (Child first, Child second) = (table.Append(Spec, "a"), table.Append(Spec, "b"));
        Pid pid = NewPid(1);
        table.SetRunning(first, pid);
        table.SetRunning(second, pid);

        table.Remove(first);

        Assert.Same(second, table.Find(pid));
    }

    [Fact]
    public void SignificantChild_CountsWhileItRunsOrRestarts()
    {
        ChildTable table = new();
        Child child = table.Append(Spec with { Significant = true }, "a");
        Child other = table.Append(Spec, "b");
        List<int> counts = [table.ActiveSignificantCount];
        table.SetRunning(other, NewPid(1));
        counts.Add(table.ActiveSignificantCount);
        table.SetRunning(child, NewPid(2));
        counts.Add(table.ActiveSignificantCount);
        table.SetRestarting(child);
        counts.Add(table.ActiveSignificantCount);
        table.SetStopped(child);
        counts.Add(table.ActiveSignificantCount);

        Assert.Equal([0, 0, 1, 1, 0], counts);
    }

    private static ChildSpec Spec { get; } = new("x", static _ => ValueTask.FromResult<StartResult>(new StartResult.Ignored()));

    private static Pid NewPid(long id) => new(new FakeTarget(id));

    private static bool BehavesAsTheList(IEnumerable<(Step Kind, int At)> steps)
    {
        ChildTable table = new();
        List<Child> model = [];
        long lastPid = 0;
        foreach ((Step kind, int at) in steps)
        {
            Apply(table, model, kind, at, ref lastPid);
            if (!Agree(table, model))
            {
                return false;
            }
        }

        return true;
    }

    private static void Apply(ChildTable table, List<Child> model, Step kind, int at, ref long lastPid)
    {
        Child? chosen = model.Count == 0 ? null : model[at % model.Count];
        string id = Ids[at % Ids.Length];
        switch (kind)
        {
            case Step.Append when table.Find(id) is null:
                model.Add(table.Append(Spec, id));
                break;
            case Step.AppendWithoutId:
                model.Add(table.Append(Spec, null));
                break;
            case Step.Remove when chosen is not null:
                table.Remove(chosen);
                model.Remove(chosen);
                break;
            case Step.Run when chosen is not null:
                table.SetRunning(chosen, NewPid(++lastPid));
                break;
            case Step.Stop when chosen is not null:
                table.SetStopped(chosen);
                break;
            case Step.Fail when chosen is { Status: not ChildInfo.State.Stopped }:
                table.SetRestarting(chosen);
                break;
        }
    }

    private static bool Agree(ChildTable table, List<Child> model) =>
        table.Count == model.Count
        && table.RestartingCount == model.Count(static child => child.Status == ChildInfo.State.Restarting)
        && ReferenceEquals(table.Last, model.LastOrDefault())
        && ChildTable.From(table.First).SequenceEqual(model)
        && model.Select((child, at) => ChildTable.From(child).SequenceEqual(model.Skip(at))).All(static same => same)
        && model.All(child => child.Id is null || ReferenceEquals(table.Find(child.Id), child))
        && Ids.All(id => table.Find(id) is null == model.All(child => child.Id != id))
        && model.All(child => child.Status == ChildInfo.State.Stopped
            ? child.Pid == Pid.None
            : ReferenceEquals(table.Find(child.Pid), child));
}
