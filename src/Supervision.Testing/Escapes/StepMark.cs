using System.Diagnostics.CodeAnalysis;
using Supervision.Processes;

namespace Supervision.Testing.Escapes;

/// <summary>What the current thread simulates. Written by that thread, read by whoever watches it.</summary>
internal sealed class StepMark
{
    [ThreadStatic]
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The question is what this very thread does; no identity that user code reads.")]
    private static StepMark? _current;

    private long _count;
    private volatile EscapeWatch? _watch;

    /// <summary>The mark of the current thread; null when it has never simulated.</summary>
    internal static StepMark? OfThread => _current;

    /// <summary>The simulation whose step the thread makes; null between steps and while it is inside the door for real work.</summary>
    internal EscapeWatch? Watch => _watch;

    /// <summary>Whose turn it is; null for a step of no process.</summary>
    internal ProcessTarget? Process { get; private set; }

    /// <summary>How many steps have begun or ended.</summary>
    internal long Count => Volatile.Read(ref _count);

    internal static StepMark ForThread() => _current ??= new StepMark();

    internal static StepMark Begin(EscapeWatch watch, ProcessTarget? process)
    {
        StepMark mark = ForThread();
        mark.Process = process;
        mark._watch = watch;
        mark._count++;
        return mark;
    }

    internal void End()
    {
        _watch = null;
        Process = null;
        _count++;
    }

    /// <summary>Inside the door for real work nothing counts as an escape.</summary>
    internal EscapeWatch? Pause()
    {
        EscapeWatch? watch = _watch;
        _watch = null;
        return watch;
    }

    internal void Resume(EscapeWatch? watch) => _watch = watch;
}
