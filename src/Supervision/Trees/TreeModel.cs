namespace Supervision.Trees;

/// <summary>Predicts what follows from what happens to a tree: plays the rules and compares the tree with what it was.</summary>
internal static class TreeModel
{
    internal static TreePrediction Predict(TreeSnapshot before, IReadOnlyList<TreeAction> actions)
    {
        TreeRules played = Played(before, actions, assumeNameClash: false);
        Dictionary<string, TreeFate> fates = Fates(before, played);
        HashSet<string> mayDie = new(StringComparer.Ordinal);
        if (played.Uncertain.Count > 0)
        {
            TreeRules worst = Played(before, actions, assumeNameClash: true);
            mayDie.UnionWith(worst.Dead.Except(played.Dead, StringComparer.Ordinal));
            foreach ((string path, TreeFate fate) in Fates(before, worst).Where(worse => fates[worse.Key] != worse.Value))
            {
                fates[path] = TreeFate.Unknown;
            }
        }

        return new TreePrediction(
            fates, played.Dead, mayDie, played.GaveUp, played.Story, played.Uncertain,
            played.Root.IsRunning ? new TreeSnapshot(played.Root.ToEntry(played.Now), before.IsConsistent) : null);
    }

    internal static BlastRadius WhatIfDies(TreeSnapshot before, string path, int deaths)
    {
        TreeAction kill = new TreeAction.Kill(path);
        TreeRules rules = new(before.Root, assumeNameClash: false);
        List<BlastRadius.Repeat> repeats = [];
        int death = 0;
        bool comesBack = true;
        while (comesBack && death < deaths)
        {
            death++;
            int gaveUp = rules.GaveUp.Count;
            rules.Play(kill);
            comesBack = rules.Find(path) is { IsRunning: true };
            if (rules.GaveUp.Count > gaveUp || !comesBack)
            {
                repeats.Add(new BlastRadius.Repeat(death, rules.GaveUp[gaveUp..], comesBack));
            }
        }

        return new BlastRadius(path, Predict(before, [kill]), repeats, death);
    }

    private static TreeRules Played(TreeSnapshot before, IReadOnlyList<TreeAction> actions, bool assumeNameClash)
    {
        TreeRules rules = new(before.Root, assumeNameClash);
        foreach (TreeAction action in actions)
        {
            rules.Play(action);
        }

        return rules;
    }

    private static Dictionary<string, TreeFate> Fates(TreeSnapshot before, TreeRules played)
    {
        Dictionary<string, ModelNode> after = new(StringComparer.Ordinal);
        foreach (ModelNode node in played.Root.IsRunning ? played.Root.All() : [])
        {
            after.TryAdd(node.Path, node);
        }

        Dictionary<string, TreeFate> fates = new(StringComparer.Ordinal);
        foreach (TreeEntry entry in before.Root.All())
        {
            fates[entry.Path] = after.TryGetValue(entry.Path, out ModelNode? node) ? FateOf(entry, node) : TreeFate.Gone;
        }

        return fates;
    }

    private static TreeFate FateOf(TreeEntry before, ModelNode after) => after switch
    {
        { IsOriginal: true } => TreeFate.Same,
        { IsRunning: true } => TreeFate.Restarted,
        _ => before.Status == ChildInfo.State.Running ? TreeFate.Stopped : TreeFate.Same,
    };
}
