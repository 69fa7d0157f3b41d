using System.Diagnostics.CodeAnalysis;
using Supervision.Calls;
using Supervision.Runtime;

namespace Supervision.Supervisors;

/// <summary>What others ask.</summary>
internal sealed partial class SupervisorBehavior
{
    private void HandleRequest(CallNode call)
    {
        switch (call.Request)
        {
            case SupervisorRequest.StartChild request:
                StartChild(call, request.Spec);
                break;
            case SupervisorRequest.StartDynamic request:
                StartDynamic(call, request);
                break;
            case SupervisorRequest.RestartChild request:
                RestartChild(call, request.Id);
                break;
            case SupervisorRequest.TerminateChild request:
                Terminate(call, IsDynamic ? new ChildResult.NotForDynamic() : null, _children.Find(request.Id));
                break;
            case SupervisorRequest.TerminateKey request:
                Terminate(call, null, _children.Find(request.Key));
                break;
            case SupervisorRequest.TerminateProcess request:
                TerminateProcess(call, request.Pid);
                break;
            case SupervisorRequest.DeleteChild request:
                Reply(call, Delete(request.Id));
                break;
            case SupervisorRequest.List:
                Answer<IReadOnlyList<ChildInfo>>(call, List());
                break;
            case SupervisorRequest.Count:
                Answer(call, Counts());
                break;
            case SupervisorRequest.GetChild request:
                Answer(call, Listed(_children.Find(request.Id)));
                break;
            case SupervisorRequest.GetProcessChild request:
                // The children of other supervisors are known by their ids.
                Answer(call, Listed(IsDynamic ? _children.Find(request.Pid) : null));
                break;
            case SupervisorRequest.GetSpec request:
                Answer(call, SpecOf(request.Id));
                break;
            case SupervisorRequest.GetProcessSpec request:
                Answer(call, SpecOf(request.Pid));
                break;
            case SupervisorRequest.View:
                Answer(call, View());
                break;
            default:
                Refuse(call);
                break;
        }
    }

    private void StartChild(CallNode call, ChildSpec spec)
    {
        if (IsDynamic)
        {
            Reply(call, new ChildResult.NotForDynamic());
        }
        else if (SpecChecks.Child(spec, _spec.Options.AutoShutdown).FirstOrDefault() is { } mistake)
        {
            Reply(call, new ChildResult.Invalid(mistake));
        }
        else if (_children.Find(spec.Id) is { } present)
        {
            Reply(call, present.Status == ChildInfo.State.Running ? new ChildResult.AlreadyStarted(present.Pid) : new ChildResult.AlreadyPresent());
        }
        else
        {
            Begin(JobKind.StartChild, call, _children.Append(spec, spec.Id));
        }
    }

    private void StartDynamic(CallNode call, SupervisorRequest.StartDynamic request)
    {
        if (!IsDynamic)
        {
            Reply(call, new ChildResult.NotDynamic());
        }
        else if (request.Key is not null && _children.Find(request.Key) is { } present)
        {
            Reply(call, present.Status == ChildInfo.State.Running ? new ChildResult.AlreadyStarted(present.Pid) : new ChildResult.AlreadyPresent());
        }
        else if (_children.Count >= _spec.Options.MaxChildren)
        {
            Reply(call, new ChildResult.Full());
        }
        else
        {
            Begin(JobKind.StartChild, call, _children.Append(_spec.Children[0], request.Key, request.Argument));
        }
    }

    private void RestartChild(CallNode call, string id)
    {
        ChildResult? refusal = Absent(id) ?? _children.Find(id)!.Status switch
        {
            ChildInfo.State.Running => new ChildResult.Running(),
            ChildInfo.State.Restarting => new ChildResult.Restarting(),
            _ => null,
        };
        if (refusal is not null)
        {
            Reply(call, refusal);
        }
        else
        {
            Begin(JobKind.RestartChild, call, _children.Find(id)!);
        }
    }

    private void Terminate(CallNode call, ChildResult? refusal, Child? child)
    {
        if (refusal is not null || child is null)
        {
            Reply(call, refusal ?? new ChildResult.NotFound());
            return;
        }

        BeginAsked(JobKind.TerminateChild, call).Stop(child);
    }

    private void TerminateProcess(CallNode call, Pid pid)
    {
        if (!IsDynamic)
        {
            // The children of other supervisors are known by their ids; a process is just an id that nobody has.
            Reply(call, new ChildResult.NotFound());
        }
        else if (_children.Find(pid) is null && !pid.IsAlive)
        {
            Reply(call, new ChildResult.Done());
        }
        else
        {
            Terminate(call, null, _children.Find(pid));
        }
    }

    private ChildResult Delete(string id)
    {
        if (Absent(id) is { } refusal)
        {
            return refusal;
        }

        Child child = _children.Find(id)!;
        switch (child.Status)
        {
            case ChildInfo.State.Running:
                return new ChildResult.Running();
            case ChildInfo.State.Restarting:
                return new ChildResult.Restarting();
            default:
                _children.Remove(child);
                return new ChildResult.Done();
        }
    }

    private ChildResult? Absent(string id) =>
        IsDynamic ? new ChildResult.NotForDynamic() : _children.Find(id) is null ? new ChildResult.NotFound() : null;

    private void Begin(JobKind kind, CallNode call, Child child)
    {
        BeginAsked(kind, call).Start(child);
    }

    private Job BeginAsked(JobKind kind, CallNode call)
    {
        _job = _spareJob ?? new Job(kind);
        _spareJob = null;
        _job.BeginFor((CallNode<ChildResult>)call, kind);
        return _job;
    }

    private static ChildResult ResultOf(StartResult? outcome) => outcome switch
    {
        StartResult.Started started => new ChildResult.Started(started.Pid, started.Info),
        StartResult.AlreadyStarted already => new ChildResult.AlreadyStarted(already.Pid),
        StartResult.Failed failed => new ChildResult.Failed(failed.Reason),
        _ => new ChildResult.Ignored(),
    };

    private List<ChildInfo> List()
    {
        List<ChildInfo> list = new(_children.Count);
        for (Child? child = _children.First; child is not null; child = child.Next)
        {
            list.Add(Listed(child));
        }

        return list;
    }

    [return: NotNullIfNotNull(nameof(child))]
    private static ChildInfo? Listed(Child? child)
    {
        if (child is null)
        {
            return null;
        }

        Pid pid = child.Status == ChildInfo.State.Running ? child.Pid : Pid.None;
        return new ChildInfo(child.Id, pid, child.Status, child.Spec.Type, child.Spec.Tags);
    }

    private ChildInfo.Counts Counts()
    {
        if (IsDynamic)
        {
            bool supervisors = _spec.Children[0].Type == ChildType.Supervisor;
            int all = _children.Count;
            return new ChildInfo.Counts(1, all - _children.RestartingCount, supervisors ? all : 0, supervisors ? 0 : all);
        }

        (int active, int nested) = (0, 0);
        for (Child? child = _children.First; child is not null; child = child.Next)
        {
            active += child is { Status: ChildInfo.State.Running, Pid.IsAlive: true } ? 1 : 0;
            nested += child.Spec.Type == ChildType.Supervisor ? 1 : 0;
        }

        return new ChildInfo.Counts(_children.Count, active, nested, _children.Count - nested);
    }

    /// <summary>What a <see cref="SupervisorRequest.View"/> would be answered at this very moment, in the middle of a job too; null before the
    /// supervisor has begun. Only while no thread runs it, as in the simulation.</summary>
    internal SupervisorView? ViewNow() => _window is null ? null : View();

    /// <summary>The child whose start is under way, with its process; none when there is no such process. As <see cref="ViewNow"/>.</summary>
    internal (ChildSpec Spec, string Path, Pid Process)? StartingNow() =>
        _attempt is { IsOver: false } attempt && attempt.Unfinished.IsAlive ? (attempt.Child.Spec, attempt.Path, attempt.Unfinished) : null;

    private SupervisorView View()
    {
        List<ChildView> children = new(_children.Count);
        for (Child? child = _children.First; child is not null; child = child.Next)
        {
            ChildInfo listed = Listed(child);
            ProcessCell? process = listed.Pid.Target as ProcessCell;
            children.Add(new ChildView(child.Spec, listed, child.Incarnation, process?.RegisteredName, process is { TrapsExits: true }));
        }

        TimeProvider time = _cell.Runtime.Time;
        return new SupervisorView(_spec, Path, _children.Version, children, _window.Ages(time.GetTimestamp(), time.TimestampFrequency));
    }

    private ChildSpec? SpecOf(string id) => Filled(
        !IsDynamic ? _children.Find(id)?.Spec
        : id == _spec.Children[0].Id || _children.Find(id) is not null ? _spec.Children[0]
        : null);

    /// <summary>As OTP: a dynamic supervisor takes a process that is gone for one that was its child.</summary>
    private ChildSpec? SpecOf(Pid pid) => Filled(IsDynamic && (_children.Find(pid) is not null || !pid.IsAlive) ? _spec.Children[0] : null);

    private static ChildSpec? Filled(ChildSpec? spec) => spec is null ? null : spec with { Shutdown = spec.EffectiveShutdown };

    private void Refuse(CallNode call)
    {
        _cell.ForgetTakenCallOnTurn(call);
        _cell.Runtime.Reports.UnexpectedMessage(_cell.Pid, Label, call.Request);
        call.TryFail(CallErrors.NotUnderstood(call.Request, _cell.Pid));
    }

    private void Reply(CallNode? call, ChildResult result) => Answer(call, result);

    private void Answer<TReply>(CallNode? call, TReply reply)
    {
        if (call is not null)
        {
            _cell.ForgetTakenCallOnTurn(call);
            ((CallNode<TReply>)call).ReplyAndForget(reply);
        }
    }
}
