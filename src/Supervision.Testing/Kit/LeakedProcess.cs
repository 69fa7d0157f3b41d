using System.Globalization;
using Supervision.Runtime;

namespace Supervision.Testing.Kit;

/// <summary>A process that outlived its test.</summary>
/// <param name="Path">Its place in the tree with its incarnation, or what it is.</param>
/// <param name="Pid">The process.</param>
/// <param name="StartedBy">Who started it, in words.</param>
/// <param name="State">What it does or waits for, in words.</param>
/// <param name="Links">Whom it is linked to.</param>
/// <param name="MailboxHead">The oldest message that it has not handled, in words; null for none.</param>
internal sealed record LeakedProcess(string Path, Pid Pid, string StartedBy, string State, IReadOnlyList<Pid> Links, string? MailboxHead)
{
    /// <summary>What can be seen from outside.</summary>
    /// <param name="cell">The process.</param>
    /// <param name="test">The process of the test's body.</param>
    /// <param name="world">Where it runs. In the simulation nothing runs now, so that one can look into the process.</param>
    internal static LeakedProcess Of(ProcessCell cell, Pid test, TestWorld world)
    {
        bool isStill = world.Simulation is not null;
        return new LeakedProcess(
            ProcessTexts.OfProcess(cell, world.Observations), cell.Pid, Starter(cell, test, world.Observations), ProcessTexts.WhatItDoes(cell),
            isStill ? cell.DescribeOnTurn().Links : [],
            isStill && cell.FirstOnTurn?.Content is { } head ? ProcessTexts.OfMessage(head) : null);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path}, started by {StartedBy}; {State}{(MailboxHead is null ? "" : $", first {MailboxHead}")}; links: {(Links.Count == 0 ? "none" : string.Join(", ", Links))}");

    private static string Starter(ProcessCell cell, Pid test, Observations observations) =>
        observations.StartOf(cell.Pid) is { } start ? $"supervisor {start.Path}"
        : cell.Parent == Pid.None ? "code outside of processes"
        : cell.Parent == test ? "the test body"
        : cell.Parent.Target is ProcessCell { IsAlive: true } parent ? ProcessTexts.OfProcess(parent, observations)
        : $"{cell.Parent}, which has ended";
}
