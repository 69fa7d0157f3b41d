using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>Draws programs. It knows nothing of what becomes of them: what is impossible or open is left out when they are played.</summary>
internal sealed class ProgramGenerator
{
    private static readonly string[] Reasons = ["normal", "shutdown", "shutdown(x)", "kill", "killed", "noproc", "boom", "boom(3)", "other"];
    private static readonly string[] Names = ["a", "b", "c"];

    /// <summary>Each as often as it is wanted.</summary>
    private static readonly string[] Words = [.. Repeated(
        ("spawn", 1), ("spawn_link", 3), ("spawn_monitor", 2), ("link", 6), ("unlink", 3), ("unlink_flush", 2), ("monitor", 5), ("monitor_name", 3),
        ("demonitor", 3), ("demonitor_flush", 3), ("exit", 2), ("crash", 1), ("signal", 7), ("trap", 5), ("register", 4), ("unregister", 1),
        ("whereis", 2), ("alive", 1), ("send", 6), ("send_name", 3), ("send_after", 3), ("send_after_name", 2), ("cancel", 3), ("receive", 8))];

    private static readonly string[] WordsOutside = [.. Repeated(
        ("spawn", 3), ("signal", 4), ("send", 2), ("send_name", 1), ("register", 2), ("unregister", 1), ("whereis", 1), ("alive", 1))];

    private readonly SeededNumbers _numbers;
    private int _slots;
    private readonly Dictionary<string, List<string>> _monitorsOf = new(StringComparer.Ordinal);
    private int _monitors;
    private int _timers;
    private int _messages;

    private ProgramGenerator(ulong seed) => _numbers = new SeededNumbers(seed);

    /// <summary>The program with a number in the run of a seed.</summary>
    internal static PrimitiveProgram Generate(ulong seed, int number)
    {
        ulong own = new SeededNumbers(seed ^ ((ulong)number * 0xD1342543DE82EF95)).Next();
        return new PrimitiveProgram(number, new ProgramGenerator(own).Steps(), own);
    }

    private List<ProgramStep> Steps()
    {
        List<ProgramStep> steps = [new([new Part(Part.Outside, [.. Enumerable.Range(0, 3).Select(_ => OperationOf("spawn", Part.Outside))])])];
        int count = 15 + _numbers.Below(35);
        while (steps.Count < count)
        {
            steps.Add(_numbers.Below(20) switch
            {
                0 or 1 => new ProgramStep([], 1 + _numbers.Below(2)),
                2 or 3 => new ProgramStep([PartOf(Part.Outside, WordsOutside, 1 + _numbers.Below(2))]),
                4 or 5 or 6 => Race(),
                _ => new ProgramStep([PartOf(Slot(), Words, _numbers.OneIn(2) ? 1 : 1 + _numbers.Below(5))]),
            });
        }

        return steps;
    }

    private ProgramStep Race()
    {
        List<Part> parts = [];
        for (int i = 2 + _numbers.Below(2); i > 0; i--)
        {
            string actor = _numbers.OneIn(8) ? Part.Outside : Slot();
            if (parts.TrueForAll(part => part.Actor != actor))
            {
                parts.Add(PartOf(actor, actor == Part.Outside ? WordsOutside : Words, 1 + _numbers.Below(3)));
            }
        }

        return new ProgramStep(parts);
    }

    private Part PartOf(string actor, string[] words, int count) => new(actor, [.. Enumerable.Range(0, count).Select(_ => OperationOf(_numbers.Pick(words), actor))]);

    private Operation OperationOf(string word, string actor) => new(word, word switch
    {
        "spawn" or "spawn_link" => [NewSlot(), .. First(actor)],
        "spawn_monitor" => [NewSlot(), NewMonitor(actor), .. First(actor)],
        "link" or "unlink" or "unlink_flush" or "alive" => [Slot()],
        "monitor" => [Slot(), NewMonitor(actor)],
        "monitor_name" => [_numbers.Pick(Names), NewMonitor(actor)],
        "demonitor" or "demonitor_flush" => [MonitorOf(actor)],
        "exit" => [_numbers.Pick(Reasons)],
        "crash" => ["bad"],
        "signal" => [_numbers.OneIn(6) && actor != Part.Outside ? actor : Slot(), _numbers.Pick(Reasons)],
        "trap" => [_numbers.OneIn(4) ? "off" : "on"],
        "register" => [_numbers.Pick(Names), _numbers.OneIn(2) && actor != Part.Outside ? actor : Slot()],
        "unregister" or "whereis" => [_numbers.Pick(Names)],
        "send" => [Slot(), NewMessage()],
        "send_name" => [_numbers.Pick(Names), NewMessage()],
        "send_after" => [Slot(), Units(), NewTimer()],
        "send_after_name" => [_numbers.Pick(Names), Units(), NewTimer()],
        "cancel" => [Recent("t", _timers)],
        _ => Receive(actor),
    });

    private string[] First(string actor)
    {
        if (!_numbers.OneIn(actor == Part.Outside ? 4 : 3))
        {
            return [];
        }

        return _numbers.Below(6) switch
        {
            0 => ["exit", _numbers.Pick(Reasons)],
            1 => ["crash", "early"],
            _ => ["trap", "on"],
        };
    }

    private string[] Receive(string actor)
    {
        if (_numbers.OneIn(3))
        {
            return ["0", _numbers.Pick("any", "any", "message", "exits", "downs")];
        }

        string timeout = _numbers.Below(6) switch
        {
            0 => "forever",
            1 or 2 => Number(1 + _numbers.Below(2)),
            _ => "0",
        };
        return _numbers.Below(6) switch
        {
            0 => [timeout, "from", _numbers.OneIn(3) ? actor : Slot()],
            1 => [timeout, "number", Number(1 + _numbers.Below(Math.Max(1, _messages)))],
            2 or 3 => [timeout, "exit", Slot()],
            4 => [timeout, "down", MonitorOf(actor)],
            _ => [timeout, "timer", Recent("t", _timers)],
        };
    }

    private string NewSlot() => "p" + Number(_slots++);

    private string NewMonitor(string owner)
    {
        string monitor = "r" + Number(++_monitors);
        if (!_monitorsOf.TryGetValue(owner, out List<string>? own))
        {
            _monitorsOf[owner] = own = [];
        }

        own.Add(monitor);
        return monitor;
    }

    /// <summary>One of its own: nobody can do anything with another's.</summary>
    private string MonitorOf(string owner) => _monitorsOf.TryGetValue(owner, out List<string>? own) ? own[_numbers.Below(own.Count)] : "r1";

    private string NewTimer() => "t" + Number(++_timers);

    private string NewMessage() => Number(++_messages);

    /// <summary>Mostly one of the youngest, which are the likeliest to live; the oldest now and then.</summary>
    private string Slot() => "p" + Number(_numbers.OneIn(6) ? _numbers.Below(_slots) : _slots - 1 - _numbers.Below(Math.Min(_slots, 5)));

    private string Recent(string prefix, int made) => prefix + Number(Math.Max(1, made - _numbers.Below(4)));

    private string Units() => Number(_numbers.OneIn(5) ? 0 : 1 + _numbers.Below(3));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Repeated(params (string Word, int Times)[] words) => words.SelectMany(static entry => Enumerable.Repeat(entry.Word, entry.Times));
}
