using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>Writes what was seen of a program as the lines that two systems must share.</summary>
internal sealed class CanonicalTrace
{
    private readonly Dictionary<string, CanonicalMailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    /// <summary>Who was there after some step: of a slot that nobody has had yet signals come from <see cref="Nobody"/>.</summary>
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private int _step;

    /// <summary>As traces write the process of such a slot.</summary>
    private const string Nobody = "none";

    internal static List<string> Of(PrimitiveProgram program, IReadOnlyList<StepRecord> records)
    {
        CanonicalTrace trace = new();
        foreach ((ProgramStep step, StepRecord record) in program.Steps.Zip(records))
        {
            trace.Add(step, record);
        }

        trace.AddEnd(records.Count > 0 ? records[^1] : null);
        return trace._lines;
    }

    internal CanonicalMailbox MailboxOf(string slot)
    {
        if (!_mailboxes.TryGetValue(slot, out CanonicalMailbox? mailbox))
        {
            _mailboxes[slot] = mailbox = new CanonicalMailbox();
        }

        return mailbox;
    }

    internal void Add(ProgramStep step, StepRecord record)
    {
        _step++;
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"step {_step} {step}"));
        _lines.AddRange(record.Answers
            .Where(static answer => answer.Text != "ok")
            .OrderBy(static answer => answer.Actor, StringComparer.Ordinal)
            .ThenBy(static answer => answer.Place)
            .Select(static answer => string.Create(CultureInfo.InvariantCulture, $"  {answer.Actor} {answer.Place + 1} answers {answer.Text}")));
        _lines.AddRange(record.Deaths
            .OrderBy(static death => death.Slot, StringComparer.Ordinal)
            .Select(static death => $"  {death.Slot} dies {death.Reason}"));
        foreach ((string slot, ProcessView view) in record.Views.OrderBy(static view => view.Key, StringComparer.Ordinal))
        {
            CanonicalMailbox mailbox = MailboxOf(slot);
            string before = mailbox.Text;
            TakeOut(mailbox, step.Parts.FirstOrDefault(part => part.Actor == slot), [.. record.Answers.Where(answer => answer.Actor == slot)]);
            AddView(slot, view, mailbox, before);
        }

        _known.UnionWith(record.Views.Keys);
        _known.UnionWith(record.Deaths.Select(static death => death.Slot));
    }

    /// <summary>What the process's own operations have taken out of its mailbox, as far as they have answered.</summary>
    private void TakeOut(CanonicalMailbox mailbox, Part? part, IReadOnlyList<(string Actor, int Place, string Text)> answers)
    {
        mailbox.Take(answers.Select(static answer => answer.Text));
        foreach ((_, int place, _) in answers)
        {
            if (part?.Operations.ElementAtOrDefault(place) is { Word: "unlink_flush" } flush)
            {
                mailbox.FlushExits(_known.Contains(flush[0]) ? flush[0] : Nobody);
            }
        }
    }

    /// <summary>Only what has changed, so that the first line that differs says it.</summary>
    private void AddView(string slot, ProcessView view, CanonicalMailbox mailbox, string before)
    {
        string state = StateOf(view);
        if (_states.GetValueOrDefault(slot) != state)
        {
            _states[slot] = state;
            _lines.Add($"  {slot} is {state}");
        }

        if (!view.IsBlocked)
        {
            mailbox.See(view.Mail, _step);
            if (mailbox.Text != before)
            {
                _lines.Add($"  {slot} has {(mailbox.Text.Length > 0 ? mailbox.Text : "no mail")}");
            }
        }
    }

    private void AddEnd(StepRecord? last)
    {
        _lines.Add("end");
        foreach ((string slot, ProcessView view) in (last?.Views ?? new Dictionary<string, ProcessView>()).OrderBy(static view => view.Key, StringComparer.Ordinal))
        {
            _lines.Add($"  {slot} is {StateOf(view)}");
        }
    }

    private static string StateOf(ProcessView view) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(view.IsBlocked ? "blocked" : "idle")} {(view.TrapsExits ? "trapping" : "plain")} name {view.Name} monitors {view.Monitors} by {view.MonitoredBy} mail {view.Waiting} links {(view.Links.Count > 0 ? string.Join(',', view.Links) : "none")}");
}
