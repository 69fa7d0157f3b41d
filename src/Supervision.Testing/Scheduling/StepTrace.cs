using System.Globalization;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Scheduling;

/// <summary>Writes down one schedule: its steps, what they chose from, and which steps each depends on.</summary>
internal sealed class StepTrace
{
    private readonly List<TraceStep> _steps = [];
    private readonly List<Participant> _processes = [];
    private readonly Dictionary<Participant, List<int>> _before = [];
    private readonly Dictionary<Envelope, (Participant From, Participant To, int Step)> _inFlight = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Participant, string> _ends = [];
    private ((int Index, int Count) Choice, string[] Possible)? _choice;

    internal IReadOnlyList<TraceStep> Steps => _steps;

    /// <summary>All processes that took part, in the order in which they were first seen, each with the reason of its end, or null.</summary>
    internal IEnumerable<(Participant Process, string? End)> Processes => _processes.Select(process => (process, _ends.GetValueOrDefault(process)));

    /// <summary>What was on its way when the schedule ended, oldest first.</summary>
    internal IEnumerable<string> InFlight => _inFlight
        .OrderBy(static entry => entry.Value.Step)
        .Select(static entry => $"{entry.Value.From}→{entry.Value.To} {ContentOf(entry.Key)}");

    internal void Chose(int index, ReadOnlySpan<Chain> possible)
    {
        string[] texts = new string[possible.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            Name(possible[i]);
            texts[i] = possible[i].ToString();
        }

        _choice = ((index, texts.Length), texts);
    }

    internal void ChoseValue(int value, int count) =>
        Note(string.Create(CultureInfo.InvariantCulture, $"value {value} of 0..{count - 1}"));

    internal void Turn(Chain turns, ProcessTarget process, TimeSpan at)
    {
        Name(turns.To!, process);
        Add(new TraceStep(_steps.Count + 1, at, StepKind.Turn, null, turns.To, null));
    }

    internal void Delivery(Chain channel, ProcessTarget to, Envelope envelope, TimeSpan at)
    {
        Name(channel);
        Name(channel.To!, to);
        TraceStep step = new(_steps.Count + 1, at, StepKind.Delivery, channel.From, channel.To, ContentOf(envelope));
        if (_inFlight.Remove(envelope, out (Participant From, Participant To, int Step) sent))
        {
            step.Causes.Add(sent.Step);
        }

        Add(step);
    }

    internal void Timer(TimeSpan due) => Add(new TraceStep(_steps.Count + 1, due, StepKind.Timer, null, null, null));

    internal void Detached(TimeSpan at) => Add(new TraceStep(_steps.Count + 1, at, StepKind.Detached, null, null, null));

    internal void Sent(Chain channel, Envelope envelope)
    {
        Name(channel);
        _inFlight[envelope] = (channel.From!, channel.To!, _steps.Count);
        if (_steps is [.., { Kind: StepKind.Timer } timer] && _before.TryGetValue(channel.To!, out List<int>? before))
        {
            // Who set the timer is not known; most often it is for oneself.
            timer.Causes.AddRange(before);
        }
    }

    internal void SentAtOnce(Participant from, Participant to, ProcessTarget target, Envelope envelope)
    {
        Name(to, target);
        Note($"{from}→{to} {ContentOf(envelope)}");
        BeforeOf(to).Add(_steps.Count);
    }

    internal void Ended(Participant process, ExitReason reason)
    {
        _ends[process] = reason.ToString() ?? "";
        Note($"ends ({_ends[process]})");
    }

    private static string ContentOf(Envelope envelope) =>
        envelope.Content is { } content ? MessageText.Of(content) : envelope.Kind.ToString();

    private void Note(string text)
    {
        if (_steps.Count > 0)
        {
            _steps[^1].Notes.Add(text);
        }
    }

    private void Add(TraceStep step)
    {
        if (_choice is { } choice)
        {
            step.Choice = choice.Choice;
            step.Possible = choice.Possible;
            _choice = null;
        }

        _steps.Add(step);
        if (step.To is not { } process)
        {
            return;
        }

        List<int> before = BeforeOf(process);
        if (step.Kind == StepKind.Turn)
        {
            step.Causes.AddRange(before);
            before.Clear();
        }

        before.Add(step.Number);
    }

    /// <summary>The last turn of a process and what has reached it since; for a new one, the step that has started it.</summary>
    private List<int> BeforeOf(Participant process)
    {
        if (!_before.TryGetValue(process, out List<int>? before))
        {
            _processes.Add(process);
            _before[process] = before = process.Born > 0 ? [process.Born] : [];
        }

        return before;
    }

    private void Name(Chain chain)
    {
        if (chain.From is { Name: null } from)
        {
            Name(from, chain.Source);
        }

        if (chain.To is { } to && chain.Target is { } target)
        {
            Name(to, target);
        }
    }

    /// <summary>Remembers what a process is called while it can be asked; a supervised child has its path only once it is started.</summary>
    private void Name(Participant participant, ProcessTarget? process)
    {
        if (participant.Born < 0)
        {
            participant.Born = _steps.Count;
            BeforeOf(participant);
        }

        if (process is ProcessCell { Behavior: not null } cell)
        {
            participant.Name = ProcessText.ColumnNameOf(cell);
        }
    }
}
