using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>Links and monitors.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>Beyond so many links, finding one by its peer goes through an index.</summary>
    private const int IndexFrom = 8;

    internal void LinkOnTurn(Pid other)
    {
        if (other.Target is not { } peer)
        {
            // The pid of no process: the same as a process that is gone.
            Deliver(this, new ExitEnvelope(other, ExitReason.NoProcess, EnterNewLinkOnTurn(this)));
            return;
        }

        if (ReferenceEquals(peer, this) || FindLinkOnTurn(peer) is not null)
        {
            return;
        }

        peer.Deliver(this, new LinkEnvelope(EnterNewLinkOnTurn(peer), EnvelopeKind.Link));
    }

    /// <summary>After this no exit signal of a link to that process is received; with <paramref name="flush"/> a message that one
    /// has become and that is still in the queue is removed too.</summary>
    internal void UnlinkOnTurn(Pid other, bool flush)
    {
        // A link to nobody is one with itself, since no other is: its exit signal is on its way and must not be acted on either.
        ProcessTarget peer = other.Target ?? this;
        while (FindLinkOnTurn(peer) is { } link)
        {
            RemoveLinkOnTurn(link);
            if (!ReferenceEquals(peer, this) && !link.Entry.TryWithdraw())
            {
                peer.Deliver(this, new LinkEnvelope(link, EnvelopeKind.Unlink));
            }
        }

        if (flush)
        {
            FlushExitsOnTurn(other);
        }
    }

    /// <summary>Removes the exit messages of a process from the queue.</summary>
    internal void FlushExitsOnTurn(Pid from)
    {
        for (Envelope? envelope = _inner.First; envelope is not null; envelope = envelope.Next)
        {
            if (envelope is ExitEnvelope { IsFlushed: false } exit && exit.From == from)
            {
                exit.IsFlushed = true;
            }
        }
    }

    internal MonitorRef MonitorOnTurn(ProcessTarget? target, string? name)
    {
        MonitorRef monitor = new(this, target, name);
        if (ReferenceEquals(target, this))
        {
            // Its notice could reach nobody: from the beginning it is a monitor that is used up.
            monitor.IsActive = false;
            monitor.Watched = null;
            return monitor;
        }

        ProcessExtra extra = Extra;
        monitor.NextOfOwner = extra.Monitors;
        if (extra.Monitors is not null)
        {
            extra.Monitors.PreviousOfOwner = monitor;
        }

        extra.Monitors = monitor;
        if (target is null)
        {
            Deliver(this, new DownEnvelope(monitor, Pid.None, ExitReason.NoProcess));
        }
        else
        {
            target.Deliver(this, new MonitorEnvelope(monitor, EnvelopeKind.Monitor));
        }

        return monitor;
    }

    /// <summary>Removes a monitor that this process holds. False: it had fired, or was removed before.</summary>
    internal bool DemonitorOnTurn(MonitorRef monitor, bool flush)
    {
        if (monitor.IsActive)
        {
            ProcessTarget? target = monitor.Watched;
            ForgetMonitorOnTurn(monitor);
            if (target is not null && !monitor.Entry.TryWithdraw())
            {
                target.Deliver(this, new MonitorEnvelope(monitor, EnvelopeKind.Demonitor));
            }

            return true;
        }

        if (flush)
        {
            for (Envelope? envelope = _inner.First; envelope is not null; envelope = envelope.Next)
            {
                if (envelope is DownEnvelope down && ReferenceEquals(down.Monitor, monitor))
                {
                    down.IsFlushed = true;
                }
            }
        }

        return false;
    }

    /// <summary>Makes a link to a process that does not run yet; both ends are entered at once, so there is no moment in which only one
    /// is linked. Before the other is scheduled.</summary>
    internal void LinkNewProcessOnTurn(ProcessCell child) => child.EnterRequestedLinkOnTurn(EnterNewLinkOnTurn(child));

    /// <summary>Monitors a process that does not run yet.</summary>
    internal MonitorRef MonitorNewProcessOnTurn(ProcessCell child)
    {
        MonitorRef monitor = new(this, child, null) { NextOfOwner = Extra.Monitors };
        if (Extra.Monitors is not null)
        {
            Extra.Monitors.PreviousOfOwner = monitor;
        }

        Extra.Monitors = monitor;
        child.EnterRequestedWatcherOnTurn(monitor);
        return monitor;
    }

    private Link EnterNewLinkOnTurn(ProcessTarget peer)
    {
        Link link = new(this, peer);
        EnterLinkOnTurn(link);
        return link;
    }

    private void EnterRequestedLinkOnTurn(Link link)
    {
        if (link.Entry.TryEnter())
        {
            EnterLinkOnTurn(link);
        }
    }

    private void EnterLinkOnTurn(Link link)
    {
        ProcessTarget peer = link.PeerOf(this);
        if (_links is not null && MayHaveLinkTo(peer))
        {
            Extra.HasTwins |= FindLinkOnTurn(peer) is not null;
        }

        link.IsInListOf(this) = true;
        link.NextOf(this) = _links;
        if (_links is not null)
        {
            _links.PreviousOf(this) = link;
        }

        _links = link;
        _extra?.LinkIndex?.TryAdd(peer, link);
    }

    /// <summary>A child that this process has just made cannot be linked yet, and looking would build the index of a supervisor's
    /// million children.</summary>
    private static bool MayHaveLinkTo(ProcessTarget peer) => peer is not ProcessCell { HasBegun: false, _links: null };

    private void RemoveLinkOnTurn(Link link)
    {
        if (!link.IsInListOf(this))
        {
            return;
        }

        ref Link? next = ref link.NextOf(this);
        ref Link? previous = ref link.PreviousOf(this);
        if (next is not null)
        {
            next.PreviousOf(this) = previous;
        }

        if (previous is not null)
        {
            previous.NextOf(this) = next;
        }
        else
        {
            _links = next;
        }

        next = null;
        previous = null;
        link.IsInListOf(this) = false;
        _extra?.LinkIndex?.Remove(link.PeerOf(this));
    }

    internal Link? FindLinkOnTurn(ProcessTarget peer)
    {
        if (_extra is { HasTwins: false, LinkIndex: { } index })
        {
            return index.GetValueOrDefault(peer);
        }

        int seen = 0;
        for (Link? link = _links; link is not null; link = link.NextOf(this))
        {
            if (ReferenceEquals(link.PeerOf(this), peer))
            {
                return link;
            }

            if (++seen == IndexFrom && _extra is not { HasTwins: true })
            {
                return IndexLinksOnTurn().GetValueOrDefault(peer);
            }
        }

        return null;
    }

    private Dictionary<ProcessTarget, Link> IndexLinksOnTurn()
    {
        Dictionary<ProcessTarget, Link> index = new(ProcessIdentity.Comparer);
        for (Link? link = _links; link is not null; link = link.NextOf(this))
        {
            index.TryAdd(link.PeerOf(this), link);
        }

        Extra.LinkIndex = index;
        return index;
    }

    private void ReceiveExitOnTurn(ExitEnvelope exit)
    {
        if (exit.Link is { } link)
        {
            if (!link.IsInListOf(this))
            {
                return;
            }

            RemoveLinkOnTurn(link);
            ForgetTwinsOnTurn(link.PeerOf(this));
        }

        if (_life != ProcessLife.Running)
        {
            return;
        }

        ExitOrigin origin = exit.Link is not null ? ExitOrigin.Link : exit.From == Pid ? ExitOrigin.ExplicitToSelf : ExitOrigin.Explicit;
        (ExitAction action, ExitReason reason) = ExitSignalTable.Decide(exit.Reason, origin, TrapsExits);
        switch (action)
        {
            case ExitAction.Deliver:
                exit.BecomeMessage();
                AppendOnTurn(exit);
                break;
            case ExitAction.Die:
                SetFlag(ProcessFlags.EndsBySignal, true);
                ExitOnTurn(reason);
                break;
        }
    }

    /// <summary>Both sides had linked at the same time: one death is told once.</summary>
    private void ForgetTwinsOnTurn(ProcessTarget peer)
    {
        while (_extra is { HasTwins: true } && FindLinkOnTurn(peer) is { } twin)
        {
            RemoveLinkOnTurn(twin);
        }
    }

    private void ReceiveDownOnTurn(DownEnvelope down)
    {
        if (!down.Monitor.IsActive)
        {
            return;
        }

        ForgetMonitorOnTurn(down.Monitor);
        down.Kind = EnvelopeKind.Message;
        AppendOnTurn(down);
    }

    private void ForgetMonitorOnTurn(MonitorRef monitor)
    {
        monitor.IsActive = false;
        monitor.Watched = null;
        if (monitor.NextOfOwner is not null)
        {
            monitor.NextOfOwner.PreviousOfOwner = monitor.PreviousOfOwner;
        }

        if (monitor.PreviousOfOwner is not null)
        {
            monitor.PreviousOfOwner.NextOfOwner = monitor.NextOfOwner;
        }
        else
        {
            _extra!.Monitors = monitor.NextOfOwner;
        }

        monitor.NextOfOwner = null;
        monitor.PreviousOfOwner = null;
    }

    private void EnterRequestedWatcherOnTurn(MonitorRef monitor)
    {
        if (!monitor.Entry.TryEnter())
        {
            return;
        }

        ProcessExtra extra = Extra;
        monitor.NextOfWatched = extra.Watchers;
        if (extra.Watchers is not null)
        {
            extra.Watchers.PreviousOfWatched = monitor;
        }

        extra.Watchers = monitor;
    }

    private void RemoveWatcherOnTurn(MonitorRef monitor)
    {
        if (monitor.NextOfWatched is not null)
        {
            monitor.NextOfWatched.PreviousOfWatched = monitor.PreviousOfWatched;
        }

        if (monitor.PreviousOfWatched is not null)
        {
            monitor.PreviousOfWatched.NextOfWatched = monitor.NextOfWatched;
        }
        else
        {
            _extra!.Watchers = monitor.NextOfWatched;
        }

        monitor.NextOfWatched = null;
        monitor.PreviousOfWatched = null;
    }
}
