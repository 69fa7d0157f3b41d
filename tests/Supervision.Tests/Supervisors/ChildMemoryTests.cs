using Supervision.Supervisors;

namespace Supervision.Tests.Supervisors;

/// <summary>Measured with nothing else running: memory is counted for the whole program.</summary>
[Collection("Alone")]
public sealed class ChildMemoryTests
{
    [Fact]
    public void DynamicChild_CostsAtMost140Bytes()
    {
        const int Count = 200_000;
        Pid[] pids = [.. Enumerable.Range(1, Count).Select(static id => new Pid(new FakeTarget(id)))];
        ChildSpec spec = new("x", static _ => default);
        ChildTable table = new();
        long live = GC.GetTotalMemory(forceFullCollection: true);

        foreach (Pid pid in pids)
        {
            table.SetRunning(table.Append(spec, null), pid);
        }

        long perChild = (GC.GetTotalMemory(forceFullCollection: true) - live) / Count;
        Assert.InRange(perChild, 1, 140);
        Assert.Equal(Count, table.Count);
    }
}
