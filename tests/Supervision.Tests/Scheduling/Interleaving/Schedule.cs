using System.Text;

namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>
/// One run of a scenario. Its threads are real, but only the one that holds the baton runs: before each memory operation the
/// holder asks for a decision and passes the baton on. All state here belongs to the holder.
/// </summary>
internal sealed class Schedule(Crew crew, Func<int?, IReadOnlyList<int>, int> decide)
{
    private const int StepLimit = 10_000;

    /// <summary>The run that the current thread belongs to; per thread, so that tests run in parallel.</summary>
    [ThreadStatic]
    private static Schedule? _current;

    private readonly List<Strand> _strands = [];
    private readonly List<Action> _checks = [];
    private readonly StringBuilder _decisions = new();
    private readonly StringBuilder _trace = new();
    private Strand? _running;
    private int _steps;
    private Exception? _error;

    internal static Schedule? Current => _current;

    /// <summary>The steps taken so far, a line each.</summary>
    internal string Trace => _trace.ToString();

    /// <summary>Adds a thread. A scenario calls it while it is built, and a running thread where the real code would use the pool.</summary>
    internal void Start(string name, Action body)
    {
        var strand = new Strand(_strands.Count, name, crew.Worker(_strands.Count));
        _strands.Add(strand);
        strand.Worker.Begin(() => Run(strand, body));
    }

    /// <summary>Adds what must hold when every thread has ended.</summary>
    internal void AtEnd(Action check) => _checks.Add(check);

    /// <summary>
    /// Lets another thread go first, and with <paramref name="ready"/> waits until it holds. The first step of a thread needs no
    /// decision: to start the thread here was one.
    /// </summary>
    internal void Step(string operation, Func<bool>? ready = null)
    {
        Strand self = _running!;
        if (self.HasStepped || ready is not null)
        {
            self.Ready = ready;
            PassBaton(self);
            self.Ready = null;
        }

        if (_error is not null)
        {
            throw new OperationCanceledException("The run is over.");
        }

        self.HasStepped = true;
        _trace.AppendLine($"  {self.Name}: {operation}");
    }

    /// <summary>Looks at shared state without taking a step.</summary>
    internal static T Glance<T>(Func<T> look)
    {
        Schedule? current = _current;
        _current = null;
        try
        {
            return look();
        }
        finally
        {
            _current = current;
        }
    }

    /// <summary>Runs to the end. The failure, or null.</summary>
    internal Failure? Execute()
    {
        PassBaton(null);
        crew.AwaitEnd();
        if (_error is null)
        {
            Guarded(() => _checks.ForEach(check => check()));
        }

        return _error is null ? null : new Failure(_error.Message, _decisions.ToString(), Trace);
    }

    private void Run(Strand strand, Action body)
    {
        _current = this;
        if (_error is null)
        {
            Guarded(body);
        }

        _current = null;
        strand.HasEnded = true;
        PassBaton(strand);
    }

    private void PassBaton(Strand? from)
    {
        Strand? to = _strands.TrueForAll(strand => strand.HasEnded) ? null : Next(from);
        _running = to;
        if (to is null)
        {
            crew.End();
        }
        else if (to != from)
        {
            to.Worker.HandBaton();
            if (from is { HasEnded: false })
            {
                from.Worker.AwaitBaton();
            }
        }
    }

    /// <summary>Once a thread has failed, the others are only woken to end.</summary>
    private Strand Next(Strand? from)
    {
        List<int> enabled = [.. _strands.Where(strand => strand.IsEnabled).Select(strand => strand.Index)];
        if (_error is null && enabled.Count == 0)
        {
            IEnumerable<string> waiting = _strands.Where(strand => !strand.HasEnded).Select(strand => strand.Name);
            _error = new InvalidOperationException($"Deadlock of {string.Join(", ", waiting)}.");
        }

        if (_error is null && ++_steps > StepLimit)
        {
            _error = new InvalidOperationException($"No end after {StepLimit} steps.");
        }

        if (_error is not null)
        {
            return _strands.First(strand => !strand.HasEnded);
        }

        int chosen = enabled.Count == 1 ? enabled[0] : decide(from is { IsEnabled: true } ? from.Index : null, enabled);
        if (enabled.Count > 1)
        {
            _decisions.Append((char)('a' + chosen));
        }

        return _strands[chosen];
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) // A scenario fails by throwing whatever it likes.
        {
            _error ??= error;
        }
    }

    private sealed class Strand(int index, string name, Worker worker)
    {
        internal int Index { get; } = index;

        internal string Name { get; } = name;

        internal Worker Worker { get; } = worker;

        /// <summary>What it waits for; null when it does not wait.</summary>
        internal Func<bool>? Ready { get; set; }

        internal bool HasStepped { get; set; }

        internal bool HasEnded { get; set; }

        internal bool IsEnabled => !HasEnded && (Ready is null || Ready());
    }
}
