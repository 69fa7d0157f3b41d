namespace Supervision.Supervisors;

/// <summary>Compares reasons to count them. Their details are the user's: one that cannot be compared is like no other, and the supervisor that counts
/// does not fail of it.</summary>
internal sealed class ReasonEquality : IEqualityComparer<ExitReason>
{
    internal static readonly ReasonEquality Comparer = new();

    private ReasonEquality()
    {
    }

    public bool Equals(ExitReason? one, ExitReason? other)
    {
        try
        {
            return one == other;
        }
        catch (Exception) // the user's
        {
            return ReferenceEquals(one, other);
        }
    }

    public int GetHashCode(ExitReason reason)
    {
        try
        {
            return reason.GetHashCode();
        }
        catch (Exception) // the user's
        {
            return 0;
        }
    }
}
