using Supervision.Runtime;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>
/// How starts went. That is not the rules' to say: they are told what was seen, for each life of each supervisor by itself, since of a supervisor that is
/// killed while it starts somebody nobody ever learns how that start went, and the next one's must not be taken for it.
/// </summary>
internal sealed class SeenStarts : TreeCourse
{
    private readonly Dictionary<Pid, ExitReason> _kills = [];

    private readonly Dictionary<Pid, Life> _lives = [];

    /// <summary>The life that a supervisor of the rules is in, once they have started it anew; null for one of which nothing was seen.</summary>
    private readonly Dictionary<ModelNode, Life?> _played = [];

    private readonly Func<SeenEvent, TimeSpan> _clock;

    /// <param name="before">The tree before anything happened.</param>
    /// <param name="events">What was seen since, in order.</param>
    /// <param name="isStart">Which of it the rules are to be told.</param>
    /// <param name="clock">What the time of the rules is at an event.</param>
    internal SeenStarts(TreeSnapshot before, IReadOnlyList<SeenEvent> events, Func<SeenEvent, bool> isStart, Func<SeenEvent, TimeSpan> clock)
    {
        _clock = clock;
        Enter(before.Root);
        foreach (SeenEvent seen in events)
        {
            if (seen.What is { Kind: ChildEvent.EventKind.Ended, Reason: { } reason } && reason == ExitReason.Killed)
            {
                _kills[seen.What.Child] = reason;
            }

            if (seen.What.Kind is ChildEvent.EventKind.Started or ChildEvent.EventKind.StartFailed && LifeOf(seen, 0) is { } life)
            {
                Note(life, seen, isStart(seen));
            }
        }
    }

    /// <summary>Whether a start did not go well because one below did not.</summary>
    internal static bool IsOfChild(ExitReason? reason) => reason is ExitReason.ShutdownWith { Detail: FailedToStartChild };

    /// <summary>Restarts that failed are tried again as far as that was seen before this event; after the last, all are.</summary>
    internal long Until { get; set; } = long.MaxValue;

    /// <summary>A supervisor that was seen to end by itself: what it had still to try again has made it give up. Null for none.</summary>
    internal ModelNode? Leaving { get; set; }

    internal override bool StartsWell(ModelNode node)
    {
        Life? above = node.Parent is { } parent ? LifeOf(parent) : null;
        if (above?.Place(node.Path) is { } place && place.Starts.TryDequeue(out SeenEvent? start) && start.What.Kind != ChildEvent.EventKind.Started)
        {
            return false;
        }

        if (node.Entry.Type == ChildType.Supervisor)
        {
            _played[node] = above?.Place(node.Path).Next();
        }

        return true;
    }

    /// <summary>Of a try that led to no start, because its supervisor gave up, nothing was seen.</summary>
    internal override TimeSpan? NextTry(ModelNode node)
    {
        SeenEvent? next = LifeOf(node.Parent!)?.Place(node.Path).NextSign;
        return next is not null && next.Number < Until ? _clock(next)
            : Until == long.MaxValue || (next is null && ReferenceEquals(node.Parent, Leaving)) ? TimeSpan.Zero
            : null;
    }

    internal override ExitReason EndOf(ModelNode supervisor) =>
        _kills.GetValueOrDefault(LifeOf(supervisor)?.Process ?? Pid.None) ?? ExitReason.Shutdown;

    private Life? LifeOf(ModelNode supervisor) =>
        _played.TryGetValue(supervisor, out Life? life) ? life : _lives.GetValueOrDefault(supervisor.Entry.Pid);

    private static void Note(Life life, SeenEvent seen, bool isTold)
    {
        Life.Child place = life.Place(seen.Path);
        bool hasStarted = seen.What.Kind == ChildEvent.EventKind.Started;
        if (isTold)
        {
            place.Starts.Enqueue(seen);
        }

        place.Settle(isPlayed: hasStarted || IsOfChild(seen.What.Reason));
    }

    private Life Enter(TreeEntry supervisor)
    {
        Life life = new(supervisor.Pid, null);
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
    private Life? LifeOf(SeenEvent seen, int at)
    {
        IReadOnlyList<(Pid Process, string Path)> above = seen.Above;
        if (at >= above.Count || _lives.TryGetValue(above[at].Process, out Life? life))
        {
            return at >= above.Count ? null : _lives[above[at].Process];
        }

        if (LifeOf(seen, at + 1) is not { } parent)
        {
            return null;
        }

        life = new Life(above[at].Process, seen);
        parent.Place(above[at].Path).Lives.Add(life);
        _lives[above[at].Process] = life;
        return life;
    }

    /// <summary>One process of a supervisor, with what it has started.</summary>
    private sealed class Life(Pid process, SeenEvent? first)
    {
        private readonly Dictionary<string, Child> _children = new(StringComparer.Ordinal);

        internal Pid Process => process;

        /// <summary>The first that was seen of it; null for one from before.</summary>
        internal SeenEvent? First => first;

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

            /// <summary>How its starts went, in order.</summary>
            internal Queue<SeenEvent> Starts { get; } = new();

            /// <summary>Of a supervisor its lives, in order.</summary>
            internal List<Life> Lives { get; } = [];

            /// <summary>The first that was seen of the next start: of a supervisor, whose own children start before it has, one of theirs.</summary>
            internal SeenEvent? NextSign => _played < Lives.Count ? Lives[_played].First : Starts.FirstOrDefault();

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
