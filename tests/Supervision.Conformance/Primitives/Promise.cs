namespace Supervision.Conformance.Primitives;

/// <summary>
/// Leaves out of a step what OTP promises no outcome for: only the order between a pair of processes is given, so whatever two
/// senders decide between them is open. What remains has one outcome, up to the order in mailboxes that <see cref="CanonicalMailbox"/> takes away.
/// </summary>
internal sealed class Promise(IReadOnlyDictionary<string, ProcessView> views, Func<string, CanonicalMailbox> mailboxOf)
{
    private readonly ProgramHistory _history = new();

    /// <summary>The step without what is open; null when nothing is left of it.</summary>
    internal ProgramStep? Keep(ProgramStep step)
    {
        if (step.Advance > 0)
        {
            _history.Advance(step.Advance);
            return step;
        }

        StepOutlook outlook = new(views, isRace: step.IsRace);
        List<Part> parts = [];
        foreach (Part part in step.Parts)
        {
            if (CanAct(part.Actor) && !outlook.Doomed.Contains(part.Actor) && parts.TrueForAll(other => other.Actor != part.Actor) && Keep(part, outlook) is { } kept)
            {
                parts.Add(kept);
            }
        }

        return parts.Count > 0 ? new ProgramStep(parts) : null;
    }

    private bool CanAct(string actor) => actor == Part.Outside || (views.TryGetValue(actor, out ProcessView? view) && !view.IsBlocked);

    private Part? Keep(Part part, StepOutlook outlook)
    {
        List<Operation> kept = [];
        PartOutlook own = new(part.Actor, outlook, _history, views, mailboxOf);
        foreach (Operation operation in part.Operations)
        {
            if (own.IsPromised(operation))
            {
                kept.Add(operation);
                _history.Enter(part.Actor, operation, views);
            }

            if (own.IsOver)
            {
                break;
            }
        }

        return kept.Count > 0 ? new Part(part.Actor, kept) : null;
    }
}
