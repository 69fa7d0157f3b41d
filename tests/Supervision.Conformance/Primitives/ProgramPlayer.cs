using Supervision.Testing;

namespace Supervision.Conformance.Primitives;

/// <summary>Plays a program on a simulation.</summary>
internal sealed class ProgramPlayer : IDisposable
{
    private readonly Simulation _simulation;
    private readonly Scene _scene;
    private readonly Dictionary<string, ProcessView> _views = new(StringComparer.Ordinal);
    private readonly List<StepRecord> _records = [];
    private readonly SortedSet<string> _living = new(StringComparer.Ordinal);

    private ProgramPlayer(ulong? seed)
    {
        _simulation = new Simulation(seed);
        _scene = new Scene(_simulation);
        _simulation.OnExit = _scene.OnExit;
    }

    /// <summary>Plays those steps whose outcome OTP promises, in the plain order.</summary>
    /// <returns>The program without what was left out, and what was seen of it.</returns>
    internal static (PrimitiveProgram Program, List<StepRecord> Records) PlayPromised(PrimitiveProgram program)
    {
        using ProgramPlayer player = new(null);
        CanonicalTrace trace = new();
        Promise promise = new(player._views, trace.MailboxOf);
        List<ProgramStep> steps = [];
        foreach (ProgramStep written in program.Steps)
        {
            if (promise.Keep(written) is { } step)
            {
                steps.Add(step);
                player.Play(step);
                trace.Add(step, player._records[^1]);
            }
        }

        return (program with { Steps = steps }, player._records);
    }

    /// <summary>Plays every step as it is written.</summary>
    /// <param name="program">The program.</param>
    /// <param name="seed">Draws the order of everything that has none; null for the plain order.</param>
    internal static List<StepRecord> Play(PrimitiveProgram program, ulong? seed)
    {
        using ProgramPlayer player = new(seed);
        foreach (ProgramStep step in program.Steps)
        {
            player.Play(step);
        }

        return player._records;
    }

    public void Dispose() => _simulation.Dispose();

    private void Play(ProgramStep step)
    {
        _scene.Answers = [];
        _scene.Deaths = [];
        foreach (Part part in step.Parts)
        {
            Begin(part);
        }

        // Also without time passing, what is due at once fires.
        _simulation.Advance(ScriptedProcess.Unit * step.Advance);
        foreach (Part part in step.Parts)
        {
            _living.UnionWith(part.Operations.Where(static operation => operation.Word.StartsWith("spawn", StringComparison.Ordinal)).Select(static operation => operation[0]));
        }

        _living.RemoveWhere(slot => !_scene.PidOf(slot).IsAlive);
        See();
        _records.Add(new StepRecord([.. _scene.Answers], [.. _scene.Deaths], new Dictionary<string, ProcessView>(_views, StringComparer.Ordinal)));
    }

    private void Begin(Part part)
    {
        if (part.Actor != Part.Outside)
        {
            if (_living.Contains(part.Actor) && _scene.Busy.Add(part.Actor))
            {
                _scene.PidOf(part.Actor).Send(new Order.Do(part));
            }
            else
            {
                _scene.Answers.Add((part.Actor, 0, "cannot_act"));
            }

            return;
        }

        for (int place = 0; place < part.Operations.Count; place++)
        {
            _scene.Answers.Add((part.Actor, place, ScriptedProcess.DoAnywhere(_scene, part.Actor, part.Operations[place])));
        }
    }

    private void See()
    {
        Dictionary<string, List<MailItem>> mail = new(StringComparer.Ordinal);
        foreach (string slot in _living)
        {
            mail[slot] = [];
            if (!_scene.Busy.Contains(slot))
            {
                _scene.PidOf(slot).Send(new Order.Look(mail[slot]));
            }
        }

        _simulation.RunUntilIdle();
        _views.Clear();
        foreach (string slot in _living)
        {
            Task<ProcessInfo?> asked = _scene.Runtime.InfoAsync(_scene.PidOf(slot));
            _simulation.RunUntilIdle();
            ProcessInfo info = asked.GetAwaiter().GetResult() ?? throw new InvalidOperationException($"{slot} has died of being looked at.");
            _views[slot] = new ProcessView(
                _scene.Busy.Contains(slot),
                info.TrapsExits,
                info.Name ?? ProcessView.NoName,
                info.Monitors,
                info.MonitoredBy,
                info.MailboxLength,
                [.. info.Links.Select(_scene.SlotOf).Order(StringComparer.Ordinal)],
                mail[slot]);
        }
    }
}
