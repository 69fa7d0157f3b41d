using System.Globalization;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Testing.Kit;

namespace Supervision.Testing.Escapes;

/// <summary>Builds the failures of simulations and their texts: what happened, why it matters, how to mend it.</summary>
internal static class SimulationErrors
{
    private const string NotRepeatable = "\n        Code after it runs on a thread that the simulation does not own, so this run is not repeatable.";
    private const int MaxListed = 10;
    private const string OrAllow = " If it must be, set SimulationOptions.Escapes to EscapePolicy.Allow.";

    internal static SimulationException Left(ProcessTarget? process, CodePlace place, bool isTimer, long step)
    {
        string cure = isTimer
            ? "\n        It waits for real time, which a test does not have. Use context.DelayAsync or SendAfter, or pass context.Time wherever .NET takes a TimeProvider."
            : IsCompletion(place.Api)
                ? $"{NotRepeatable}\n        What it completed goes on after an await with ConfigureAwait(false): remove that, it leaves the process in production too."
                : $"{NotRepeatable}\n        Use context.ExternalAsync(...) for real I/O, Spawn for work beside, context.Time for delays.";
        return Error("SUPT001", $"{ProcessText.Quoted(process)} left the simulation: {place.Description}.{cure}{OrAllow}{Where(process, step)}");
    }

    internal static SimulationException CameBack(ProcessTarget to, Envelope? envelope)
    {
        bool isContinuation = envelope is { Kind: EnvelopeKind.Continuation };
        string what = isContinuation
            ? "left the simulation and comes back from another thread"
            : $"is sent {MessageText.Of(envelope?.Content ?? envelope?.Kind)} by a thread that is not the simulation's";
        return Error(
            "SUPT001",
            $"{ProcessText.Quoted(to)} {what}.{NotRepeatable}\n        It awaits something real: a thread, a socket, another test's task. Use context.ExternalAsync(...) for that, context.Time for delays.{OrAllow}");
    }

    internal static SimulationException UsedElsewhere(ProcessTarget process, string operation, CodePlace place, long step) => Error(
        "SUPT001",
        $"{ProcessText.Quoted(process)} left the simulation: {operation} is called on another thread{(place.Text is null ? "" : $" at {place.Text}")}.{NotRepeatable}\n        Await without ConfigureAwait(false), and use the context in the process's own code only.{OrAllow}{Where(process, step)}");

    internal static SimulationException Blocks(ProcessTarget process, CodePlace place, long step)
    {
        string cure = place.IsLock
            ? "A lock that is held while its owner waits stops everything. Let one process own what the lock guards, and send it messages."
            : "Nothing else can run on the simulation's only thread, so what it waits for may never come; in production it holds a thread of the pool. In a process use await.";
        return Error("SUPT002", $"{ProcessText.Quoted(process)} blocked the simulation's thread: {place.Description}.\n        {cure}{Where(process, step)}");
    }

    internal static SimulationException Livelock(int maxSteps, TimeSpan elapsed, StepHistory history, string processes)
    {
        int? period = history.Period();
        string repeats = period is { } length
            ? string.Create(CultureInfo.InvariantCulture, $"The last {history.Steps.Count} steps repeat with period {length}: {string.Join(", ", history.Steps.Take(Math.Min(length, 16)))}{(length > 16 ? ", …" : "")}.")
            : $"The last steps do not repeat; they were: {string.Join(", ", history.Steps.TakeLast(16))}.";
        return Error("SUPT003", string.Create(
            CultureInfo.InvariantCulture,
            $"No idle point after {maxSteps:N0} steps at virtual time {elapsed}. {repeats}\n        Processes keep each other busy without end (a livelock), so time never passes and the test never ends.\n        Let one of them wait (SendAfter, DelayAsync), or raise SimulationOptions.MaxSteps if there is so much to do.\nProcesses:\n{processes}"));
    }

    /// <summary>A replay found other steps than when it was recorded.</summary>
    internal static SimulationException Diverged(long step, IEnumerable<string> expected, IEnumerable<string> found) => Error(
        "SUPT004", string.Create(
            CultureInfo.InvariantCulture,
            $"Replay diverged at step {step}: the set of possible steps changed (expected {{{string.Join(", ", expected)}}}, found {{{string.Join(", ", found)}}}).\n        Something that the simulation does not own decided: the code was changed since, or it depends on hash codes, Guid.NewGuid, Random.Shared, the machine's clock, static state or another thread.\n        Take time and randomness from the process's context, and begin every run from nothing."));

    internal static SimulationException Deadlock(List<WaitGraph.Edge> cycle, TimeSpan elapsed)
    {
        string waits = string.Join("; ", cycle.Select(static edge => $"{ProcessText.NameOf(edge.From)} waits in {edge.What}"));
        string circle = string.Join(" → ", cycle.Select(static edge => ProcessText.NameOf(edge.From)).Append(ProcessText.NameOf(cycle[0].From)));
        string end = cycle.Min(static edge => edge.Ends) is { } due ? $"would end by a call's timeout at {TimeSpan.FromTicks(due)}" : "would never end";
        return Error(
            "SUPT005",
            $"Deadlock at virtual time {elapsed}: {waits}. (cycle {circle}; {end})\n        Each waits for the next, so none can answer.\n        Let one of them cast, or take the caller and reply later, or have a third process ask both.");
    }

    /// <param name="state">What the test's body is doing.</param>
    /// <param name="processes">All who live, a line each.</param>
    /// <param name="place">The line that waits; empty when that is not known.</param>
    internal static SimulationException NobodySends(string state, string processes, string place)
    {
        string hint = state.Contains("not of this library", StringComparison.Ordinal)
            ? "Something that is to complete what it awaits has ended or never began; what is real goes through ExternalAsync."
            : "Look who should have sent it, and whether its type and condition are those of what was sent; give the wait a limit if nothing is right too.";
        return Error(
            "SUPT006",
            $"The test body waits for what no one can send{(place.Length > 0 ? " at " : "")}{place}: nothing can run and no timer is pending. It {state}.\n        {hint}\nOther processes:\n{processes}");
    }

    /// <summary>Processes that are left when a test has ended.</summary>
    internal static SimulationException Leaked(IReadOnlyCollection<ProcessCell> left, TestWorld world, Origins? origins) =>
        Error("SUPT007", OfLeak(left, world, origins));

    internal static string OfLeak(IReadOnlyCollection<ProcessCell> left, TestWorld world, Origins? origins)
    {
        IReadOnlyList<EscapeWatch.Wait>? waits = world.Waits();
        IEnumerable<string> lines = left.Take(MaxListed).Select(cell =>
        {
            Origins.Origin? origin = origins?.OfStart(cell);
            string by = origin?.By ?? ProcessText.Describe(cell.Parent.Target, world.Observations);
            string place = origin?.Place is { } line ? $" at {line}" : "";
            string mailbox = waits is null ? "" : $", linked to [{LinksOf(cell)}], mailbox {ProcessText.MailboxOf(cell)}";
            return $"\n          {ProcessText.Describe(cell, world.Observations)}: started by {by}{place}, {ProcessText.StateOf(cell, waits)}{mailbox}";
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{left.Count} {(left.Count == 1 ? "process is" : "processes are")} still alive after the test:{string.Concat(lines)}{(left.Count > MaxListed ? "\n          …" : "")}\n        What a test leaves behind would run on in a program, and hides what nobody stops.\n        Start it with StartSupervisedAsync, link it to the test body (SpawnLink), or stop it with OnExit; LeakPolicy.Allow lets it be.");
    }

    private static string LinksOf(ProcessCell cell) =>
        string.Join(", ", cell.DescribeOnTurn().Links.Select(static pid => ProcessText.NameOf(pid.Target)));

    internal static SimulationException Stuck(ProcessTarget? process, TimeSpan limit, long step) => Error("SUPT008", string.Create(
        CultureInfo.InvariantCulture,
        $"The simulation's thread made no progress for {limit.TotalSeconds:0.###} s of real time inside {(process is null ? "a timer's callback" : $"process '{ProcessText.NameOf(process)}'")}.\n        The code sleeps, loops without end, or computes for long; its thread is left behind and the test has failed.\n        Use context.DelayAsync instead of Thread.Sleep, or raise SimulationOptions.StuckAfter for a long computation.{Where(process, step)}"));

    internal static SimulationException ExternalTooLong(IEnumerable<string> names, TimeSpan limit) => Error("SUPT008", string.Create(
        CultureInfo.InvariantCulture,
        $"Real work has not come back within {limit.TotalSeconds:0.###} s of real time: {string.Join(", ", names)}.\n        Nothing else can happen until it does.\n        Give it a limit of its own, or raise SimulationOptions.ExternalLimit."));

    /// <summary>For a thread that was given up and comes back.</summary>
    internal static SimulationException Late() => Error("SUPT008", "The simulation was given up because its code did not come back in time; it does not go on.");

    private static bool IsCompletion(string api) =>
        Array.Exists(
            ["SetResult", "SetException", "SetCanceled", "SetFromTask", "Release", "Write", "Complete", "Cancel", "async method"],
            word => api.Contains(word, StringComparison.Ordinal));

    private static string Where(ProcessTarget? process, long step) =>
        string.Create(CultureInfo.InvariantCulture, $" ({ProcessText.Handling(process)}step {step})");

    private static SimulationException Error(string id, string message) => new(id, message);
}
