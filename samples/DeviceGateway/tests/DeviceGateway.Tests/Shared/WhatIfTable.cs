using System.Text;

namespace DeviceGateway.Tests;

/// <summary>What follows from the death of each node of a tree, as a table for people.</summary>
internal static class WhatIfTable
{
    /// <summary>A row for each process, in the order of the tree.</summary>
    public static string Of(TreeSnapshot tree)
    {
        var table = new StringBuilder()
            .Append("| if it dies | these end | of them these are not started again | perhaps these too | dying again and again at one moment |\n")
            .Append("|---|---|---|---|---|\n");
        foreach (TreeEntry entry in tree.Root.All())
        {
            BlastRadius blast = tree.WhatIfDies(entry.Path);
            string[] all = [.. tree.Root.All().Select(one => one.Path)];
            table.Append('|');
            Append(table, Short(entry.Path, tree));
            Append(table, Shown(tree, [.. all.Where(blast.First.MustDie.Contains)]));
            Append(table, Shown(tree, [.. Those(blast, TreeFate.Gone), .. Those(blast, TreeFate.Stopped)]));
            Append(table, Shown(tree, [.. all.Where(blast.First.MayDie.Contains)]));
            Append(table, Repeats(tree, blast));
            table.Append('\n');
        }

        return table.ToString();
    }

    private static string[] Those(BlastRadius blast, TreeFate fate) => [.. blast.First.Fates.Where(one => one.Value == fate).Select(one => one.Key)];

    /// <summary>Of a subtree that is there as a whole only its top.</summary>
    private static string Shown(TreeSnapshot tree, string[] paths)
    {
        HashSet<string> there = [.. paths];
        HashSet<string> whole = [.. tree.Root.All().Where(entry => entry.All().All(one => there.Contains(one.Path))).Select(entry => entry.Path)];
        IEnumerable<string> shown = tree.Root.All()
            .Where(entry => there.Contains(entry.Path) && !whole.Contains(Parent(entry.Path)))
            .Select(entry => Short(entry.Path, tree) + (whole.Contains(entry.Path) && entry.Supervisor is not null ? " and all below" : ""));
        return string.Join(", ", shown);
    }

    private static string Repeats(TreeSnapshot tree, BlastRadius blast) => string.Join("; ", blast.Repeats
        .DistinctBy(repeat => string.Join(',', repeat.GaveUp) + repeat.ComesBack)
        .Select(repeat => Invariant($"{repeat.Death}: {Fallen(tree, repeat)}{(repeat.ComesBack ? "" : ", and it stays away")}")));

    private static string Fallen(TreeSnapshot tree, BlastRadius.Repeat repeat) =>
        repeat.GaveUp.Count == 0 ? "nobody gives up" : string.Join(", then ", repeat.GaveUp.Select(path => Short(path, tree))) + " gives up";

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    private static string Short(string path, TreeSnapshot tree) => path == tree.Root.Path ? GatewayNames.Root : path[(tree.Root.Path.Length + 1)..];

    private static void Append(StringBuilder table, string text) => table.Append(' ').Append(text).Append(text.Length > 0 ? " |" : "|");
}
