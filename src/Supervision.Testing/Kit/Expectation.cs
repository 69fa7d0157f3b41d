using Supervision.Signals;

namespace Supervision.Testing.Kit;

/// <summary>What the test waits for at a probe. The probe owns it, and decides.</summary>
internal abstract class Expectation(string wanted, TimeSpan within) : ProbeOrder
{
    /// <summary>In words.</summary>
    internal string Wanted => wanted;

    internal TimeSpan Within => within;

    /// <summary>Ends the wait; null without a limit.</summary>
    internal Alarm? Timer { get; set; }

    /// <summary>How many messages were of the type and not accepted.</summary>
    internal int Rejected { get; private protected set; }

    /// <summary>Whether the expectation is over with this message. True: what is to be taken from the mailbox is taken.</summary>
    internal abstract bool Offer(object content);

    internal abstract void Fail(Exception error);

    /// <summary>The time is over.</summary>
    internal abstract void TimeOut(ProbeBehavior probe);

    internal override void ActOnTurn(ProbeBehavior probe) => probe.BeginOnTurn(this);

    internal override void Refuse(ExitReason reason) => Fail(KitErrors.ProbeEnded("The probe", wanted, reason));

    /// <summary>A message of a type.</summary>
    internal sealed class OfMessage<T>(string wanted, TimeSpan within, Func<T, bool>? match, TaskCompletionSource<T> answer)
        : Expectation(wanted, within)
    {
        internal override bool Offer(object content)
        {
            if (content is not T message)
            {
                return false;
            }

            if (match?.Invoke(message) == false)
            {
                Rejected++;
                return false;
            }

            answer.TrySetResult(message);
            return true;
        }

        internal override void Fail(Exception error) => answer.TrySetException(error);

        internal override void TimeOut(ProbeBehavior probe) => Fail(KitErrors.NotReceived(probe.FailureOf(this)));
    }

    /// <summary>No message, for a time; zero for at this moment.</summary>
    internal sealed class OfNothing(TimeSpan within, TaskCompletionSource answer) : Expectation("nothing", within)
    {
        internal override bool Offer(object content)
        {
            // It stays in the mailbox, and the expectation fails with all that is there.
            return false;
        }

        internal override void Fail(Exception error) => answer.TrySetException(error);

        internal override void TimeOut(ProbeBehavior probe) => answer.TrySetResult();
    }
}
