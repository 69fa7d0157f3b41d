using Supervision.Runtime;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>
/// How starts went. That is not the rules' to say: they are told what was seen, for each life of each supervisor by itself, since of a supervisor that is
/// killed while it starts somebody nobody ever learns how that start went, and the next one's must not be taken for it.
/// </summary>
internal sealed class SeenStarts
{
    private readonly Dictionary<Pid, Life> _lives = [];

    /// <summary>The life that a supervisor of the rules is in, once they have started it anew; null for one of which nothing was seen.</summary>
    private readonly Dictionary<ModelNode, Life?> _played = [];

    /// <param name="before">The tree before anything happened.</param>
    /// <param name="events">What was seen since, in order.</param>
    /// <param name="isStart">Which of it the rules are to be told.</param>
    internal SeenStarts(TreeSnapshot before, IReadOnlyList<SeenEvent> events, Func<SeenEvent, bool> isStart)
    {
        Enter(before.Root);
        foreach (SeenEvent seen in events)
        {
            if (seen.What.Kind is ChildEvent.EventKind.Started or ChildEvent.EventKind.StartFailed && LifeOf(seen.Above, 0) is { } life)
            {
                Note(life, seen, isStart(seen));
            }
        }
    }

    /// <summary>Whether a start did not go well because one below did not.</summary>
    internal static bool IsOfChild(ExitReason? reason) => reason is ExitReason.ShutdownWith { Detail: FailedToStartChild };

    /// <summary>Whether the start that the rules make now goes well.</summary>
    internal bool GoesWell(ModelNode node)
    {
        Life? above = node.Parent is not { } parent ? null
            : _played.TryGetValue(parent, out Life? life) ? life
            : _lives.GetValueOrDefault(parent.Entry.Pid);
        if (above?.Place(node.Path) is { } place && place.Starts.TryDequeue(out bool goesWell) && !goesWell)
        {
            return false;
        }

        if (node.Entry.Type == ChildType.Supervisor)
        {
            _played[node] = above?.Place(node.Path).Next();
        }

        return true;
    }

    private static void Note(Life life, SeenEvent seen, bool isTold)
    {
        Life.Child place = life.Place(seen.Path);
        bool hasStarted = seen.What.Kind == ChildEvent.EventKind.Started;
        if (isTold)
        {
            place.Starts.Enqueue(hasStarted);
        }

        place.Settle(isPlayed: hasStarted || IsOfChild(seen.What.Reason));
    }

    private Life Enter(TreeEntry supervisor)
    {
        Life life = new();
        _lives[supervisor.Pid] = life;
        foreach (TreeEntry child in supervisor.Supervisor?.Children ?? [])
        {
            if (child is { Type: ChildType.Supervisor, Status: ChildInfo.State.Running })
            {
                life.Place(child.Path).EnterFirst(Enter(child));
            }
        }

        return life;
    }

    /// <summary>Null when it is below somebody who was gone by then: what it starts goes with it.</summary>
    private Life? LifeOf(IReadOnlyList<(Pid Process, string Path)> above, int at)
    {
        if (at >= above.Count || _lives.TryGetValue(above[at].Process, out Life? life))
        {
            return at >= above.Count ? null : _lives[above[at].Process];
        }

        if (LifeOf(above, at + 1) is not { } parent)
        {
            return null;
        }

        life = new Life();
        parent.Place(above[at].Path).Lives.Add(life);
        _lives[above[at].Process] = life;
        return life;
    }

    /// <summary>One process of a supervisor, with what it has started.</summary>
    private sealed class Life
    {
        private readonly Dictionary<string, Child> _children = new(StringComparer.Ordinal);

        internal Child Place(string path)
        {
            if (!_children.TryGetValue(path, out Child? child))
            {
                _children.Add(path, child = new Child());
            }

            return child;
        }

        /// <summary>One of its children.</summary>
        internal sealed class Child
        {
            private int _settled;
            private int _played;

            /// <summary>Which starts have gone well, in order.</summary>
            internal Queue<bool> Starts { get; } = new();

            /// <summary>Of a supervisor its lives, in order.</summary>
            internal List<Life> Lives { get; } = [];

            /// <summary>The one of the moment before anything happened.</summary>
            internal void EnterFirst(Life life)
            {
                Lives.Add(life);
                _played = _settled = 1;
            }

            /// <summary>A start is over. For the rules, one that failed by itself has started nobody.</summary>
            internal void Settle(bool isPlayed)
            {
                if (!isPlayed && Lives.Count > _settled)
                {
                    Lives.RemoveRange(_settled, Lives.Count - _settled);
                }

                _settled = Lives.Count;
            }

            /// <summary>The life that begins with the next start; null when nothing was seen of it.</summary>
            internal Life? Next() => _played < Lives.Count ? Lives[_played++] : null;
        }
    }
}
