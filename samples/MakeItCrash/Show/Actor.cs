using System.Collections.Immutable;

namespace MakeItCrash;

/// <summary>What the show knows of one place in the tree.</summary>
internal sealed class Actor(string label, bool hasState)
{
    private const int Shown = 60;
    private readonly Queue<ShowMessage> _early = [];

    public string Label => label;

    /// <summary>Who is there; none after an exit.</summary>
    public Pid Pid { get; private set; }

    public Phase Phase { get; private set; }

    public int Crashes { get; private set; }

    public ImmutableSortedSet<string> Participants { get; set; } = [];

    /// <summary>True when the message comes from somebody whose predecessor is not known to have ended. The notice of that is on its way; the
    /// message waits for it, because nothing is shown before what has led to it.</summary>
    public bool IsEarly(Pid pid, ShowMessage message)
    {
        bool isEarly = Pid != Pid.None && Pid != pid;
        if (isEarly)
        {
            _early.Enqueue(message);
        }

        return isEarly;
    }

    /// <summary>What has waited for the exit.</summary>
    public IReadOnlyList<ShowMessage> TakeEarly()
    {
        ShowMessage[] early = [.. _early];
        _early.Clear();
        return early;
    }

    /// <summary>Somebody is there.</summary>
    /// <returns>False when that was known.</returns>
    public bool Enter(Pid pid)
    {
        if (Pid == pid)
        {
            return false;
        }

        (Pid, Phase) = (pid, hasState ? Phase.Restoring : Phase.Up);
        return true;
    }

    public void Restore(ImmutableSortedSet<string> participants) => (Participants, Phase) = (participants, Phase.Up);

    /// <summary>Nobody is there. The participants are shown until the next one says otherwise.</summary>
    public void Exit()
    {
        (Pid, Phase) = (Pid.None, Phase.Down);
        Crashes++;
    }

    public ProcessView View() => new(
        label,
        Pid == Pid.None ? "" : Invariant($"<{Pid.Id}>"),
        Phase,
        Crashes,
        Participants.Count,
        [.. Participants.Take(Shown)]);
}
