namespace MakeItCrash;

/// <summary>What can be said to the web endpoint. A closed set.</summary>
internal abstract record WebMessage
{
    private WebMessage()
    {
    }

    /// <summary>Where it listens.</summary>
    public sealed record GetAddress : WebMessage, ICall<WebMessage, Uri>;
}
