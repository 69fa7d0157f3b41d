namespace ImageStore;

/// <summary>Who is logged in. Transient on purpose: after its death everybody logs in again, and no image was lost.</summary>
internal sealed class SessionsServer(Func<SessionKey> newKey) : GenServer<SessionsMessage>
{
    private readonly Dictionary<SessionKey, string> _accounts = [];

    protected override async ValueTask HandleAsync(SessionsMessage message)
    {
        switch (message)
        {
            case SessionsMessage.LogIn logIn:
                await LogInAsync(logIn);
                break;
            case SessionsMessage.LogOut logOut:
                Reply(logOut, _accounts.Remove(logOut.Key));
                break;
            case SessionsMessage.WhoIs whoIs:
                Reply(whoIs, _accounts.GetValueOrDefault(whoIs.Key));
                break;
        }
    }

    private async ValueTask LogInAsync(SessionsMessage.LogIn logIn)
    {
        ServerRef<AccountsMessage> accounts = ServerRef<AccountsMessage>.ForName(Context.Runtime, Names.Accounts);
        if ((await accounts.TryCallAsync(new AccountsMessage.Open(logIn.Account), cancellationToken: Stopping)).IsReply)
        {
            SessionKey key = newKey();
            _accounts.Add(key, logIn.Account);
            Reply(logIn, key);
        }
    }

    protected override object Describe() => new { Sessions = _accounts.Count };
}
