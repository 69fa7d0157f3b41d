namespace Supervision.Testing.Scheduling;

/// <summary>
/// Depth-first search through all schedules, each run from the beginning. With sleep sets, of schedules that differ only in the order of steps that
/// touch nothing in common one is run to its end: a step that was tried at a place, with everything after it, sleeps while others are tried
/// there, and wakes when one is made that touches what it touches. A schedule in which all steps that are possible sleep is cut.
/// <code>
/// place (one for each choice made)   Tried: steps of which all that follows is known     Asleep: steps known from an earlier place
/// next schedule                      at the deepest place with a step that is neither, that step; what is deeper is forgotten
/// </code>
/// </summary>
/// <param name="sleeps">Whether sleep sets are used.</param>
/// <param name="maxDelays">How far from the plain order a schedule may be, as the sum of its numbers; null for any.</param>
internal sealed class ExhaustiveStrategy(bool sleeps, int? maxDelays) : ScheduleStrategy
{
    private readonly List<Place> _places = [];
    private List<Sleeper> _asleep = [];

    /// <summary>How many places of the current schedule were passed.</summary>
    private int _depth;

    /// <summary>The place whose step is being made; null before the first.</summary>
    private Place? _current;

    private int _delays;

    internal override string Name => "exhaustive";

    internal override bool WantsEveryStep => true;

    /// <summary>True when schedules were left out because they are too far from the plain order.</summary>
    internal bool HasLeftOut { get; private set; }

    internal override bool Begin(ulong seed)
    {
        _asleep = [];
        _depth = 0;
        _delays = 0;
        _current = null;
        return _places.Count == 0 || Advance();
    }

    /// <summary>Forgets everything: the search begins again.</summary>
    internal void Reset()
    {
        _places.Clear();
        HasLeftOut = false;
        _isDone = false;
    }

    private bool _isDone;

    internal override int Choose(ReadOnlySpan<Chain> possible)
    {
        if (_depth == _places.Count)
        {
            int first = FirstAwake(possible);
            if (first < 0)
            {
                _current = null;
                return Cut;
            }

            _places.Add(new Place(KeysOf(possible), first, _asleep));
        }

        Place place = _places[_depth++];
        if (place.Keys is null || place.Keys.Length != possible.Length)
        {
            throw new ScheduleLostException(_depth, place.Chosen, possible.Length);
        }

        _current = place;
        _delays += place.Chosen;
        return place.Chosen;
    }

    internal override int ChooseValue(int count)
    {
        if (_depth == _places.Count)
        {
            _places.Add(new Place(count));
        }

        Place place = _places[_depth++];
        if (place.Keys is not null || place.Count != count)
        {
            throw new ScheduleLostException(_depth, place.Chosen, count);
        }

        _delays += place.Chosen;
        return place.Chosen;
    }

    internal override void Made(Footprint footprint)
    {
        if (_current is not { } place || !sleeps)
        {
            return;
        }

        place.Footprint.Add(footprint);
        _asleep = [.. place.Asleep.Concat(place.Tried).Where(sleeper => !sleeper.Footprint.Meets(footprint))];
        _current = null;
    }

    /// <summary>Goes to the next schedule. False when there is none.</summary>
    private bool Advance()
    {
        while (!_isDone && _places.Count > 0)
        {
            Place place = _places[^1];
            int delays = _places.Take(_places.Count - 1).Sum(static before => before.Chosen);
            if (place.Next(sleeps) is { } next)
            {
                if (maxDelays is not { } most || delays + next <= most)
                {
                    return true;
                }

                HasLeftOut = true;
            }

            _places.RemoveAt(_places.Count - 1);
        }

        _isDone = true;
        return false;
    }

    private int FirstAwake(ReadOnlySpan<Chain> possible)
    {
        for (int i = 0; i < possible.Length; i++)
        {
            if (!Sleeps(_asleep, possible[i].StepKey))
            {
                if (maxDelays is { } most && _delays + i > most)
                {
                    HasLeftOut = true;
                    return -1;
                }

                return i;
            }
        }

        return -1;
    }

    private static ulong[] KeysOf(ReadOnlySpan<Chain> possible)
    {
        ulong[] keys = new ulong[possible.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = possible[i].StepKey;
        }

        return keys;
    }

    private static bool Sleeps(List<Sleeper> sleepers, ulong step) => sleepers.Exists(sleeper => sleeper.Step == step);

    private sealed record Sleeper(ulong Step, Footprint Footprint);

    /// <summary>A choice: of a step, or of a value, which has no keys.</summary>
    private sealed class Place(ulong[]? keys, int chosen, List<Sleeper> asleep)
    {
        internal Place(int count)
            : this(null, 0, []) => Count = count;

        internal ulong[]? Keys => keys;

        internal int Count { get; } = keys?.Length ?? 0;

        internal int Chosen { get; private set; } = chosen;

        internal List<Sleeper> Asleep => asleep;

        internal List<Sleeper> Tried { get; } = [];

        /// <summary>What the chosen step has touched, in all schedules in which it was chosen here.</summary>
        internal Footprint Footprint { get; private set; } = new();

        /// <summary>Chooses the next that was not tried and does not sleep; null when there is none.</summary>
        internal int? Next(bool sleeps)
        {
            if (keys is not null && sleeps)
            {
                Tried.Add(new Sleeper(keys[Chosen], Footprint));
                Footprint = new Footprint();
            }

            do
            {
                Chosen++;
            }
            while (Chosen < Count && keys is not null && Sleeps(asleep, keys[Chosen]));
            return Chosen < Count ? Chosen : null;
        }
    }
}
