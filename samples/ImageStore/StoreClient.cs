namespace ImageStore;

/// <summary>The store as its users reach it: by name, so a restart is at worst a call without an answer.</summary>
internal sealed class StoreClient(ProcessRuntime runtime)
{
    private readonly ServerRef<SessionsMessage> _sessions = ServerRef<SessionsMessage>.ForName(runtime, Names.Sessions);
    private readonly ServerRef<ImagesMessage> _images = ServerRef<ImagesMessage>.ForName(runtime, Names.Images);

    /// <summary>Begins a session.</summary>
    public ValueTask<CallResult<SessionKey>> LogInAsync(string account) => _sessions.TryCallAsync(new SessionsMessage.LogIn(account));

    /// <summary>Ends a session.</summary>
    public ValueTask<CallResult<bool>> LogOutAsync(SessionKey key) => _sessions.TryCallAsync(new SessionsMessage.LogOut(key));

    /// <summary>Asks for something. Without an answer it was done or not; ask again to know.</summary>
    public ValueTask<CallResult<Answer>> AskAsync<TCall>(TCall message)
        where TCall : ImagesMessage, ICall<ImagesMessage, Answer> => _images.TryCallAsync(message);
}
