namespace Supervision.Conformance.StateMachines;

/// <summary>
/// Draws programs of which nearly all end: an event makes only events of higher numbers, only the first three move the machine, and one that is postponed does not.
/// A pending timeout of zero is never replaced by a longer one, which OTP 25 takes for a message from outside.
/// </summary>
internal sealed class MachineProgramGenerator
{
    private const int Messages = 5;
    private const int MovingMessages = 3;
    private const int Steps = 8;

    private static readonly string[] States = [MachineProgram.FirstState, "s1", "s2"];

    private readonly SeededNumbers _numbers;
    private readonly bool _statesTimeOutAtOnce;

    private MachineProgramGenerator(ulong seed, int number)
    {
        _numbers = new SeededNumbers(new SeededNumbers(seed).Next() ^ ((ulong)number * 0x9E3779B97F4A7C15));
        _statesTimeOutAtOnce = _numbers.OneIn(3);
    }

    /// <summary>The same program for the same seed and number.</summary>
    internal static MachineProgram Generate(ulong seed, int number) => new MachineProgramGenerator(seed, number).Generate(number);

    private MachineProgram Generate(int number)
    {
        Dictionary<(string, string), IReadOnlyList<MachineAction>> table = [];
        Dictionary<string, IReadOnlyList<MachineAction>> enter = [];
        foreach (string state in States)
        {
            for (int message = 0; message < Messages; message++)
            {
                table[(state, Name(message))] = Shuffled(message < MovingMessages ? Moving(message) : Passive(message));
            }

            table[(state, MachineProgram.Timeout)] = Maybe(4, static () => new MachineAction.Postpone());
            enter[state] = [.. Maybe(2, () => State(MovingMessages)), .. Maybe(4, () => Long(Messages - 1))];
        }

        List<(int, bool, string)> steps = [];
        for (int step = 0; step < Steps; step++)
        {
            steps.Add((20 + (step * 120) + _numbers.Below(80), _numbers.OneIn(3), Name(_numbers.Below(MovingMessages))));
        }

        return new MachineProgram(number, table, enter, steps);
    }

    private List<MachineAction> Moving(int message)
    {
        List<MachineAction> actions = [.. Timeouts(message), .. Maybe(2, static () => new MachineAction.Reply())];
        if (_numbers.OneIn(4))
        {
            actions.Add(new MachineAction.Postpone());
        }
        else if (_numbers.OneIn(6))
        {
            actions.Add(new MachineAction.Repeat());
        }
        else
        {
            actions.AddRange(Maybe(2, () => new MachineAction.Move(_numbers.Pick(States))));
        }

        return [.. actions, .. Maybe(3, () => new MachineAction.Insert(Later(message))), .. Maybe(4, () => new MachineAction.Insert(Later(message)))];
    }

    private List<MachineAction> Passive(int message) =>
        [.. message < Messages - 1 ? Timeouts(message) : [], .. Maybe(4, static () => new MachineAction.Postpone()), .. Maybe(2, static () => new MachineAction.Reply())];

    private IEnumerable<MachineAction> Timeouts(int message) =>
    [
        .. Maybe(3, () => State(message + 1)),
        .. Maybe(6, () => State(message + 1)),
        .. Maybe(4, () => Long(message + 1)),
        .. Maybe(4, () => new MachineAction.Timer("zero", _numbers.OneIn(4) ? MachineAction.Never : 0, Later(message))),
        .. Maybe(4, () => new MachineAction.Timer("other", _numbers.OneIn(4) ? MachineAction.Never : 0, Later(message))),
        .. Maybe(3, () => new MachineAction.EventTimeout(_numbers.Below(3) switch { 0 => 0, 1 => Time(), _ => MachineAction.Never })),
    ];

    private MachineAction.StateTimeout State(int first) => new(
        _numbers.OneIn(6) ? MachineAction.Never : _statesTimeOutAtOnce ? 0 : Time(), Later(first - 1));

    private MachineAction.Timer Long(int first) => new("long", _numbers.OneIn(4) ? MachineAction.Never : Time(), Later(first - 1));

    private int Time() => 30 + _numbers.Below(200);

    private string Later(int message) => Name(message + 1 + _numbers.Below(Messages - message - 1));

    private List<MachineAction> Maybe(int oneIn, Func<MachineAction> make) => _numbers.OneIn(oneIn) ? [make()] : [];

    private List<MachineAction> Shuffled(List<MachineAction> actions)
    {
        for (int left = actions.Count; left > 1; left--)
        {
            int at = _numbers.Below(left);
            (actions[left - 1], actions[at]) = (actions[at], actions[left - 1]);
        }

        return actions;
    }

    private static string Name(int message) => $"m{(char)('0' + message)}";
}
