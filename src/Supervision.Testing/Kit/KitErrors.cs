using System.Globalization;
using System.Text;
using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Kit;

/// <summary>Builds the exceptions of the kit and their texts: what was expected, what was there, who waits, what to do next.</summary>
internal static class KitErrors
{
    internal static TestFailedException NotReceived(ProbeFailure failure) => new(
        $"{failure.Probe} received no {failure.Wanted} within {Time(failure.Within, failure.World)}.\n"
        + $"Its mailbox: {MessageText.Of(failure.Mailbox, failure.Mailbox.Count)}.\n{Crashes(failure.World)}"
        + $"Other processes:\n{Others(failure.World, failure.ProbePid)}\n"
        + NextStepFor(failure));

    internal static TestFailedException ProbeEnded(string probe, string wanted, ExitReason reason) => new(
        $"{probe} ended ({reason}) while the test waited for {wanted}. A probe ends when the test does, or when somebody kills or stops it; start a new one to go on.");

    internal static TestFailedException NotNothing(string probe, IReadOnlyCollection<object> mailbox) => new(
        $"{probe} was to receive nothing, and holds {MessageText.Of(mailbox, mailbox.Count)}.\n"
        + "Next: expect these messages before this line, or find out who sends them; messages that an earlier expectation skipped count too.");

    internal static TestFailedException NoEnd(Pid process, TimeSpan within, TestWorld world) => new(
        $"{process} has not ended within {Time(within, world)}.\nProcesses:\n{Others(world)}\n"
        + "Next: check that it was told to end, and whether it is a process that traps exits or waits for something above.");

    internal static TestFailedException OtherEnd(Pid process, ExitReason expected, ExitReason actual) => new(
        $"{process} ended with {actual}; expected {expected}.", ErrorIn(actual));

    internal static TestFailedException NoRestart(string child, TimeSpan within, TestWorld world) => new(
        $"Child '{child}' was not restarted within {Time(within, world)}.\n{Crashes(world)}Processes:\n{Others(world)}\n"
        + "Next: make sure that it ends before this line, that its Restart is Permanent (or Transient and it crashes), and that its start does not fail again.");

    internal static TestFailedException NoCrash(string? what, TimeSpan within, TestWorld world) => new(
        $"No process crashed within {Time(within, world)}{(what is null ? "" : $" so that {what}")}.\n{Crashes(world)}"
        + "Next: a process that an exit signal ends, or that ends normally, writes no crash report; use ExpectDownAsync for those.");

    internal static TestFailedException NoLog(string level, string? contains, TimeSpan within, TestWorld world) => new(
        $"Nothing was logged as {level}{(contains is null ? "" : $" with '{contains}'")} within {Time(within, world)}.\n"
        + $"Logged: {(world.Logs.Lines is { Count: > 0 } lines ? "\n  " + string.Join("\n  ", lines) : "nothing")}\n"
        + $"Next: give the code under test a logger from test.Logs; less than {world.Logs.MinimumLevel} is captured only when test.Logs.MinimumLevel says so.");

    internal static TestFailedException NotEventually(string? condition, TimeSpan within, TestWorld world) => new(
        $"{condition ?? "The condition"} was not true within {Time(within, world)}.\n{Crashes(world)}Processes:\n{Others(world)}\n"
        + "Next: see above who waits for what; the condition itself must do nothing that makes it true.");

    internal static TestFailedException NotStarted(string id, ChildResult result) => result switch
    {
        ChildResult.Failed failed => new(
            $"'{id}' did not start: {failed.Reason}.\nNext: {(ErrorIn(failed.Reason) is null ? "see why its InitAsync refused." : "its own exception is the inner one; when the failure is what you test, assert this exception.")}",
            ErrorIn(failed.Reason)),
        ChildResult.Ignored => new($"'{id}' did not start: its initialisation answered Ignore. Next: give it what it needs to run, or start it in the test's own supervisor."),
        ChildResult.AlreadyStarted already => new(
            $"'{id}' did not start: its id or its name is held by {already.Pid}. Next: give this child another id or name, or stop the other with StopSupervisedAsync."),
        ChildResult.AlreadyPresent => new($"'{id}' did not start: a child of this id has ended and is still listed. Next: remove it with StopSupervisedAsync(\"{id}\")."),
        ChildResult.Invalid invalid => new($"'{id}' did not start: its specification has a mistake: {invalid.Error}."),
        _ => new($"'{id}' did not start: {result}."),
    };

    internal static ArgumentException NoSuchChild(string id, IReadOnlyList<string> ids) => new(
        $"There is no supervised child '{id}'. Supervised: {(ids.Count == 0 ? "none" : string.Join(", ", ids))}.", nameof(id));

    internal static ArgumentException NeverStarted(string child, IReadOnlyCollection<string> paths) => new(
        paths.Count > 1
            ? $"There are several children '{child}': {string.Join(", ", paths)}. Give the id with as much of the path before it as tells them apart."
            : $"No supervisor has started a child '{child}', so there is nothing to wait for. Give the id of its specification.",
        nameof(child));

    internal static ArgumentException NotACaller(string probe, object call) => new(
        $"{probe} has no call {MessageText.Of(call)} to answer: it was not received here, or was answered before. Answer the very object that ExpectAsync returned, once.", nameof(call));

    internal static InvalidOperationException NobodyWaits(string probe, object call) => new(
        $"{MessageText.Of(call)} was cast to {probe}, not called: nobody waits for a reply. The code under test must use CallAsync.");

    internal static InvalidOperationException OtherReplyType(object call, Type reply) => new(
        $"{MessageText.Of(call)} was called with another reply type than {reply.Name}: its caller cannot get this. Answer with the type that the caller's CallAsync returns.");

    internal static InvalidOperationException NeedsSimulation(string operation, string instead) => new(
        $"{operation} needs the simulation: on the real scheduler nobody can know that nothing more will happen. {instead}");

    internal static TestFailedException UnexpectedCrashes(IReadOnlyList<Report.ProcessCrashed> crashes, Observations observations)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{crashes.Count} crash{(crashes.Count == 1 ? "" : "es")} that the test did not expect:\n");
        foreach (Report.ProcessCrashed crash in crashes.Take(10))
        {
            text.Append("  ").Append(OfCrash(crash, observations)).Append('\n');
        }

        text.Append("Next: mend the process, or, when the crash belongs to the test, say so with ExpectCrashAsync, ExpectDownAsync or ExpectRestartAsync; AllowCrashes() allows all.");
        return new TestFailedException(text.ToString(), ErrorIn(crashes[0].Reason));
    }

    internal static TestFailedException Forgotten(IEnumerable<string> waits) => new(
        $"The test has ended and still waits for {string.Join(" and for ", waits)}: nobody awaits that any more, so that it cannot fail the test.\n"
        + "Next: put await before it. To wait for one of several, use EventuallyAsync with a condition on what the probes have Received.");

    internal static TestFailedException Leaked(IReadOnlyCollection<ProcessCell> left, TestWorld world) =>
        new("SUPT007 " + SimulationErrors.OfLeak(left, world, null));

    internal static TestFailedException EndedFromOutside(ExitReason reason, TestWorld world) => new(
        $"The test body was ended from outside ({reason}) before it was done.\n{Crashes(world)}"
        + "Next: see above what has ended: the test goes with whatever it is linked to. Start processes with StartSupervisedAsync, which does not link them to the test; an exception of an async void method ends the test too.", ErrorIn(reason));

    internal static TestFailedException NotDone(TimeSpan limit, TestWorld world) => new(
        $"The test has not ended within {Time(limit, world)}.\n{Crashes(world)}Processes:\n{ProcessText.List(world.Runtime.Table.Snapshot(), world)}\n"
        + "Next: see above what the test body waits for, and who should have answered. Raise TestRuntimeOptions.Limit only if it needs that long.");

    /// <summary>The exception at the bottom of a reason, also when it is that of a child of a child.</summary>
    internal static Exception? ErrorIn(ExitReason reason) => reason switch
    {
        ExitReason.Crashed crashed => crashed.Error,
        ExitReason.ShutdownWith { Detail: FailedToStartChild failed } => ErrorIn(failed.Reason),
        _ => null,
    };

    private static string OfCrash(Report.ProcessCrashed crash, Observations observations)
    {
        string who = observations.NameOf(crash.Pid) is { } name ? $"{name} {crash.Name}{crash.Pid}" : $"{crash.Name}{crash.Pid}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{who} ({ProcessText.LabelOf(crash.Label)}) ended with {crash.Reason}, handling {crash.Message ?? "nothing"}; {crash.MailboxLength} messages were left unhandled{Place(crash.Reason)}");
    }

    /// <summary>The first line of the stack.</summary>
    private static string Place(ExitReason reason) =>
        ErrorIn(reason)?.StackTrace?.Split('\n')[0].Trim() is { Length: > 0 } place ? $"; {place}" : "";

    private static string Crashes(TestWorld world) =>
        world.Observations.UnexpectedCrashes is { Count: > 0 } crashes
            ? $"Crashes until then:\n{string.Join('\n', crashes.Take(10).Select(crash => "  " + OfCrash(crash, world.Observations)))}\n"
            : "";

    /// <summary>Everybody but the test itself, which is here, and the one that the text is about.</summary>
    private static string Others(TestWorld world, Pid except = default) => ProcessText.List(
        world.Runtime.Table.Snapshot().FindAll(cell => cell.Pid != except && cell.Label != Simulation.BodyLabel), world);

    private static string Time(TimeSpan time, TestWorld world) =>
        time == Timeout.InfiniteTimeSpan ? "any time" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s of {world.Clock} time");

    private static string NextStepFor(ProbeFailure failure)
    {
        if (failure.Rejected > 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Next: {failure.Rejected} message(s) of that type came and the match accepted none; compare it with the mailbox above.");
        }

        return failure.ReceivedCount == 0
            ? "Next: nobody has sent the probe anything. Give its Ref to the code under test, and make that code act before this line."
            : "Next: the probe was used, but not with this message. See what came instead, and who above should have sent it.";
    }
}
