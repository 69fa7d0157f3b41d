using System.Collections.Immutable;
using System.Threading.Channels;

namespace MakeItCrash;

/// <summary>What can be said to the show. A closed set.</summary>
internal abstract record ShowMessage
{
    private ShowMessage()
    {
    }

    /// <summary>A process was started; told by the tree.</summary>
    public sealed record Started(string Label, Pid Pid) : ShowMessage;

    /// <summary>A partition has its participants back from the StateServer; told by itself.</summary>
    public sealed record Restored(string Label, Pid Pid, ImmutableSortedSet<string> Participants) : ShowMessage;

    /// <summary>Somebody came or went; told by the partition.</summary>
    public sealed record Changed(string Label, Pid Pid, ImmutableSortedSet<string> Participants, string Happened) : ShowMessage;

    /// <summary>A partition has these participants, since before the show began.</summary>
    public sealed record Has(string Label, Pid Pid, ImmutableSortedSet<string> Participants) : ShowMessage;

    /// <summary>The process of a partition that is up; none while it is down or restores its state.</summary>
    public sealed record WhoIsUp(string Label) : ShowMessage, ICall<ShowMessage, Pid>;

    /// <summary>A page watches: it gets all that there is, then whatever changes. False when there are too many.</summary>
    public sealed record Watch(ChannelWriter<Scene> Page) : ShowMessage, ICall<ShowMessage, bool>;

    /// <summary>A page does not watch any more.</summary>
    public sealed record Leave(ChannelWriter<Scene> Page) : ShowMessage;
}
