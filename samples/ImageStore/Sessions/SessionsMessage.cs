namespace ImageStore;

/// <summary>What can be said to the sessions. A closed set.</summary>
internal abstract record SessionsMessage
{
    private SessionsMessage()
    {
    }

    /// <summary>Begin a session; an account that is not there yet is opened. Others of the same account go on.</summary>
    public sealed record LogIn(string Account) : SessionsMessage, ICall<SessionsMessage, SessionKey>;

    /// <summary>End this session; false when there was none.</summary>
    public sealed record LogOut(SessionKey Key) : SessionsMessage, ICall<SessionsMessage, bool>;

    /// <summary>Whose session it is; null for nobody's.</summary>
    public sealed record WhoIs(SessionKey Key) : SessionsMessage, ICall<SessionsMessage, string?>;
}
