using System.Globalization;

namespace Supervision.Conformance.Replay;

/// <summary>Makes the calls of a scenario and writes their results.</summary>
internal static class ManagementCalls
{
    /// <summary>Makes the call; its result is there once all is quiet.</summary>
    internal static Func<string> Begin(Cast cast, ScenarioStep step)
    {
        if (step.Target.Length > 0 && cast.Latest(step.Target) is null)
        {
            return static () => "no_process";
        }

        if (cast.Live(step.Supervisor, supervisor: true) is not { } supervisor)
        {
            return static () => "exit(noproc)";
        }

        if (step.Op is "start_dynamic" or "start_child" && supervisor.Supervisor!.IsSimple != (step.Op == "start_dynamic"))
        {
            throw new ScenarioException($"{step.Op} is not for {step.Supervisor}, whose strategy is {(supervisor.Supervisor.IsSimple ? "" : "not ")}simple_one_for_one");
        }

        SupervisorRef called = SupervisorRef.ForPid(supervisor.Pid);
        Pid target = cast.Latest(step.Target)?.Pid ?? Pid.None;
        return step.Op switch
        {
            "start_child" => Result(called.StartChildAsync(cast.SpecOf(step.Spec!, supervisor)), result => Text(cast, result)),
            "start_dynamic" => Result(
                DynamicSupervisorRef<DynamicArgs>.ForPid(supervisor.Pid).StartChildAsync(new DynamicArgs(step.Id, step.Behavior)),
                result => Text(cast, result)),
            "terminate_child" => Result(called.TerminateChildAsync(step.Id), result => Text(cast, result)),
            "terminate_pid" => Result(called.TerminateChildAsync(target), result => Text(cast, result)),
            "restart_child" => Result(called.RestartChildAsync(step.Id), result => Text(cast, result)),
            "delete_child" => Result(called.DeleteChildAsync(step.Id), result => Text(cast, result)),
            "get_childspec" => Result(called.GetChildSpecAsync(step.Id), Text),
            "get_childspec_pid" => Result(called.GetChildSpecAsync(target), Text),
            "which_children" => Result(called.ListChildrenAsync(), listing => Text(cast, supervisor.Supervisor!, listing)),
            _ => Result(called.CountChildrenAsync(), Text),
        };
    }

    private static Func<string> Result<T>(Task<T> call, Func<T, string> text)
    {
        Answer<T> answer = new(call);
        return () =>
        {
            try
            {
                return text(answer.Value);
            }
            catch (CallFailedException failed)
            {
                return $"exit({Reasons.Format(failed.Reason)})";
            }
        };
    }

    private static string Text(Cast cast, ChildResult result) => result switch
    {
        ChildResult.Started started => $"ok({cast.NameOf(started.Pid)})",
        ChildResult.Ignored => "ok(undefined)",
        ChildResult.Done => "ok",
        ChildResult.AlreadyStarted already => $"error(already_started({cast.NameOf(already.Pid)}))",
        ChildResult.AlreadyPresent => "error(already_present)",
        ChildResult.Running => "error(running)",
        ChildResult.Restarting => "error(restarting)",
        ChildResult.NotFound => "error(not_found)",
        ChildResult.NotForDynamic => "error(simple_one_for_one)",
        ChildResult.Invalid invalid => $"error({invalid.Error})",
        ChildResult.Failed failed => $"failed({Reasons.Format(failed.Reason)})",
        _ => throw new InvalidOperationException($"Nothing in a trace stands for {result}."),
    };

    private static string Text(ChildSpec? spec) => spec is null
        ? "error(not_found)"
        : $"id={spec.Id} restart={Word(spec.Restart)} shutdown={spec.Shutdown} type={Word(spec.Type)} significant={(spec.Significant ? "true" : "false")}";

    private static string Text(Cast cast, SupervisorNode supervisor, IReadOnlyList<ChildInfo> listing)
    {
        IEnumerable<string> entries = Entries.Of(cast, supervisor, listing).Select(static entry => $"{entry.Entry}({Word(entry.Child.Type)})");
        return $"[{string.Join(',', entries)}]";
    }

    private static string Text(ChildInfo.Counts counts) => string.Create(
        CultureInfo.InvariantCulture, $"specs={counts.Specs} active={counts.Active} supervisors={counts.Supervisors} workers={counts.Workers}");

    private static string Word(ChildType type) => type == ChildType.Supervisor ? "supervisor" : "worker";

    private static string Word(Restart restart) => restart switch
    {
        Restart.Permanent => "permanent",
        Restart.Transient => "transient",
        _ => "temporary",
    };
}
