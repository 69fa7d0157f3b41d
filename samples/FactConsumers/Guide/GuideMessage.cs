namespace FactConsumers;

/// <summary>What can be said to the field guide. A closed set.</summary>
internal abstract record GuideMessage
{
    private GuideMessage()
    {
    }

    /// <summary>Integrate a fact; answered when it cannot be lost any more, with false when it was known already.</summary>
    public sealed record Integrate(Fact Fact) : GuideMessage, ICall<GuideMessage, bool>;

    /// <summary>What it says now.</summary>
    public sealed record Read : GuideMessage, ICall<GuideMessage, GuideView>;
}
