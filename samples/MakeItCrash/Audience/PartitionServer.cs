using System.Collections.Immutable;

namespace MakeItCrash;

/// <summary>The participants of one partition. Transient: each incarnation begins with what the StateServer has, and puts there what
/// changes before it tells anybody.</summary>
internal sealed class PartitionServer(string label, TimeSpan pause) : GenServer<PartitionMessage>
{
    private const int Room = 500;
    private ImmutableSortedSet<string> _participants = [];
    private ServerRef<StateMessage> _state;
    private ServerRef<ShowMessage> _show;

    protected override ValueTask<InitResult> InitAsync()
    {
        _state = ServerRef<StateMessage>.ForName(Context.Runtime, Names.State);
        _show = ServerRef<ShowMessage>.ForName(Context.Runtime, Names.Show);

        // The supervisor goes on: partitions that crash at the same time do not wait for each other.
        return ValueTask.FromResult(InitResult.Continue());
    }

    protected override async ValueTask ContinueAsync(object? argument)
    {
        if (pause > TimeSpan.Zero)
        {
            await Context.DelayAsync(pause);
        }

        _participants = await _state.CallAsync(new StateMessage.Get(label), cancellationToken: Stopping);
        _show.Cast(new ShowMessage.Restored(label, Self, _participants));
    }

    protected override async ValueTask HandleAsync(PartitionMessage message)
    {
        switch (message)
        {
            case PartitionMessage.New add:
                Reply(add, await AddAsync(add.Name));
                break;
            case PartitionMessage.Leave leave:
                Reply(leave, await RemoveAsync(leave.Name));
                break;
            case PartitionMessage.Crash(var name):
                throw new InvalidOperationException($"{name} pressed Crash");
            case PartitionMessage.Introduce:
                _show.Cast(new ShowMessage.Has(label, Self, _participants));
                break;
        }
    }

    protected override object Describe() => new { Participants = _participants.Count };

    private async Task<bool> AddAsync(string name)
    {
        if (_participants.Contains(name))
        {
            return true;
        }

        if (_participants.Count == Room)
        {
            return false;
        }

        await KeepAsync(_participants.Add(name), $"{name} is new");
        return true;
    }

    private async Task<bool> RemoveAsync(string name)
    {
        if (!_participants.Contains(name))
        {
            return false;
        }

        await KeepAsync(_participants.Remove(name), $"{name} has left");
        return true;
    }

    private async Task KeepAsync(ImmutableSortedSet<string> participants, string happened)
    {
        StateMessage message = participants.IsEmpty ? new StateMessage.Delete(label) : new StateMessage.Put(label, participants);
        await _state.CallAsync((ICall<StateMessage, bool>)message, cancellationToken: Stopping);
        _participants = participants;
        _show.Cast(new ShowMessage.Changed(label, Self, participants, happened));
    }
}
