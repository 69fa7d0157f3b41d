using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Views;

/// <summary>The lines of the tree that one page shows: never more than a page of children of one supervisor, and never more than
/// <see cref="MaxRows"/> in all.</summary>
internal sealed class TreeRows(Look look, ViewRequest wanted, NodeKeys keys, int pageSize)
{
    /// <summary>How many lines there are at most; supervisors below are shown closed.</summary>
    internal const int MaxRows = 2000;

    private readonly HashSet<string> _toggled = [.. wanted.Toggled ?? []];
    private readonly List<TreeRow> _rows = [];

    /// <summary>How many processes were found, of which a page is shown.</summary>
    internal int Found { get; private set; }

    internal IReadOnlyList<TreeRow> Build(TreeEntry root)
    {
        if (!string.IsNullOrEmpty(wanted.Find))
        {
            Search(root, wanted.Find);
            return _rows;
        }

        Stack<(TreeEntry? Node, int Level, TreeRow? Pager)> open = new([(root, 1, null)]);
        while (open.TryPop(out (TreeEntry? Node, int Level, TreeRow? Pager) next))
        {
            if (next.Pager is { } pager)
            {
                _rows.Add(pager);
                continue;
            }

            TreeEntry node = next.Node!;
            string key = keys.Of(node.Path);
            bool isOpen = IsOpen(node, key);
            _rows.Add(Row(node, key, next.Level, isOpen));
            if (isOpen)
            {
                Push(open, node.Supervisor!.Children, key, next.Level + 1);
            }
        }

        return _rows;
    }

    private void Push(Stack<(TreeEntry? Node, int Level, TreeRow? Pager)> open, IReadOnlyList<TreeEntry> children, string key, int level)
    {
        int last = (children.Count - 1) / pageSize * pageSize;
        int skip = Math.Clamp((wanted.Pages?.GetValueOrDefault(key) ?? 0) / pageSize * pageSize, 0, Math.Max(0, last));
        int end = Math.Min(children.Count, skip + pageSize);
        if (children.Count > pageSize)
        {
            open.Push((null, level, new TreeRow { Key = key, Level = level, IsPager = true, Skip = skip, Shown = end - skip, Children = children.Count }));
        }

        for (int at = end - 1; at >= skip; at--)
        {
            open.Push((children[at], level, null));
        }
    }

    private bool IsOpen(TreeEntry node, string key)
    {
        bool isOpenByItself = node.Supervisor is { IsDynamic: false } && _rows.Count < MaxRows / 2;
        return node.Supervisor is { Children.Count: > 0 } && _rows.Count + pageSize <= MaxRows && isOpenByItself != _toggled.Contains(key);
    }

    private void Search(TreeEntry root, string text)
    {
        foreach (TreeEntry node in root.All())
        {
            if (!Contains(node.Id, text) && !Contains(node.Name, text))
            {
                continue;
            }

            Found++;
            if (_rows.Count < pageSize)
            {
                TreeRow row = Row(node, keys.Of(node.Path), 1, isOpen: false);
                _rows.Add(row with { Id = ShownText.Cut(node.Path, ShownText.Name) });
            }
        }
    }

    private static bool Contains(string? name, string text) => name?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private TreeRow Row(TreeEntry node, string key, int level, bool isOpen) => new()
    {
        Key = key,
        Level = level,
        Id = ShownText.Cut(node.Id, ShownText.Name),
        Name = node.Name is { } name && name != node.Id ? ShownText.Cut(name, ShownText.Name) : null,
        Pid = node.Pid == Pid.None ? "" : node.Pid.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Status = node.IsOpaque && node.Status == ChildInfo.State.Running ? "busy" : Words.Of(node.Status),
        Restarts = Math.Max(0, node.Incarnation - 1),
        Mailbox = look.MailboxOf(node.Pid),
        Note = node.Supervisor is { } part ? Words.Of(part) : "",
        IsSupervisor = node.Type == ChildType.Supervisor,
        IsOpen = isOpen,
        Children = node.Supervisor?.Children.Count ?? 0,
        Sums = isOpen || look.SumsOf(node) is not { } sums ? null : new RowSums(sums.Processes, sums.Restarting, sums.Stopped, sums.Restarts, sums.Mailbox),
    };
}
