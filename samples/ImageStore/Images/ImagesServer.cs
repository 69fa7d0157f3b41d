namespace ImageStore;

/// <summary>Answers users. Holds nothing: who asks is known by the sessions, what is kept by the accounts, so its death costs only the
/// answers that were on their way. When one of the two dies over a question it has no answer, and says nothing: the supervisor is about to stop
/// it, and whoever asked hears of that. To die of it too would be a second death for the supervisor to count.</summary>
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
                await AnswerAsync(add, add.Key, account => new AccountsMessage.Add(account, Image.Of(add.Content)));
                break;
            case ImagesMessage.List list:
                await AnswerAsync(list, list.Key, static account => new AccountsMessage.List(account));
                break;
            case ImagesMessage.View view:
                await AnswerAsync(view, view.Key, account => new AccountsMessage.Find(account, view.Id));
                break;
            case ImagesMessage.Remove remove:
                await AnswerAsync(remove, remove.Key, account => new AccountsMessage.Remove(account, remove.Id));
                break;
        }
    }

    private async ValueTask AnswerAsync<TCall>(ICall<ImagesMessage, Answer> question, SessionKey? key, Func<string, TCall> ask)
        where TCall : AccountsMessage, ICall<AccountsMessage, Answer>
    {
        if (await OfAccountAsync(key, ask) is { } answer)
        {
            Reply(question, answer);
        }
    }

    /// <summary>Rules 2 and 4 in one place: the account is never the one that a message names, but the one of the session.</summary>
    /// <returns>Null when one of those on the left has died over it.</returns>
    private async Task<Answer?> OfAccountAsync<TCall>(SessionKey? key, Func<string, TCall> ask)
        where TCall : AccountsMessage, ICall<AccountsMessage, Answer>
    {
        if (key is null)
        {
            return new Answer.NotLoggedIn();
        }

        CallResult<string?> session = await _sessions.TryCallAsync(new SessionsMessage.WhoIs(key), cancellationToken: Stopping);
        if (!session.TryGetReply(out string? account))
        {
            return null;
        }

        return account is null
            ? new Answer.NotLoggedIn()
            : (await _accounts.TryCallAsync(ask(account), cancellationToken: Stopping)).TryGetReply(out Answer? answer) ? answer : null;
    }
}
