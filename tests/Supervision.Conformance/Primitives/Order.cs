namespace Supervision.Conformance.Primitives;

/// <summary>Tells a process of a program what to do; programs do not see it.</summary>
internal abstract record Order
{
    private Order()
    {
    }

    /// <summary>To do its part of a step.</summary>
    internal sealed record Do(Part Part) : Order;

    /// <summary>To say what is in its mailbox.</summary>
    internal sealed record Look(List<MailItem> Mail) : Order;
}
