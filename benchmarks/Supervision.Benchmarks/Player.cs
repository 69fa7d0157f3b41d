namespace Supervision.Benchmarks;

/// <summary>Throws balls back, counts them, and answers.</summary>
internal sealed class Player : GenServer<Play>
{
    private ServerRef<Play> _peer;
    private int _left;
    private Action? _done;

    protected override ValueTask HandleAsync(Play message)
    {
        switch (message)
        {
            case Play.Ball:
                Catch();
                break;
            case Play.Hold hold:
                return new ValueTask(hold.Gate);
            case Play.Note note:
                note.Act();
                break;
            case Play.Ask ask:
                Reply(ask, 1);
                break;
            case Play.Meet meet:
                (_peer, _left, _done) = (meet.Peer, meet.Rounds, meet.Done);
                break;
            case Play.Expect expect:
                (_peer, _left, _done) = (default, expect.Messages, expect.Done);
                break;
        }

        return default;
    }

    private void Catch()
    {
        if (--_left == 0)
        {
            _done!();
        }
        else if (_peer != default)
        {
            _peer.Cast(Play.TheBall);
        }
    }
}
