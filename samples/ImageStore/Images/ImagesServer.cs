namespace ImageStore;

/// <summary>Answers users. Holds nothing: who asks is known by the sessions, what is kept by the accounts, so its death costs only the
/// answers that were on their way. When one of the two is away its call fails, and it with it; the supervisor brings all back in
/// order.</summary>
internal sealed class ImagesServer : GenServer<ImagesMessage>
{
    private ServerRef<SessionsMessage> _sessions;
    private ServerRef<AccountsMessage> _accounts;

    protected override ValueTask<InitResult> InitAsync()
    {
        _sessions = ServerRef<SessionsMessage>.ForName(Context.Runtime, Names.Sessions);
        _accounts = ServerRef<AccountsMessage>.ForName(Context.Runtime, Names.Accounts);
        return ValueTask.FromResult(InitResult.Ok);
    }

    protected override async ValueTask HandleAsync(ImagesMessage message)
    {
        switch (message)
        {
            case ImagesMessage.Add add:
                Reply(add, await OfAccountAsync(add.Key, account => new AccountsMessage.Add(account, Image.Of(add.Content))));
                break;
            case ImagesMessage.List list:
                Reply(list, await OfAccountAsync(list.Key, static account => new AccountsMessage.List(account)));
                break;
            case ImagesMessage.View view:
                Reply(view, await OfAccountAsync(view.Key, account => new AccountsMessage.Find(account, view.Id)));
                break;
            case ImagesMessage.Remove remove:
                Reply(remove, await OfAccountAsync(remove.Key, account => new AccountsMessage.Remove(account, remove.Id)));
                break;
        }
    }

    /// <summary>Rules 2 and 4 in one place: the account is never the one that a message names, but the one of the session.</summary>
    private async Task<Answer> OfAccountAsync<TCall>(SessionKey? key, Func<string, TCall> ask)
        where TCall : AccountsMessage, ICall<AccountsMessage, Answer>
    {
        string? account = key is null ? null : await _sessions.CallAsync(new SessionsMessage.WhoIs(key), cancellationToken: Stopping);
        return account is null ? new Answer.NotLoggedIn() : await _accounts.CallAsync(ask(account), cancellationToken: Stopping);
    }
}
