namespace ImageStore;

/// <summary>The core state: which account has which images. Does nothing clever, so that little can go wrong with it; and whatever goes
/// wrong, the next incarnation begins with what is on the shelf.</summary>
/// <remarks>The shelf is written before the galleries and before the answer. What was answered is on the shelf; what is on the shelf may not
/// have been answered.</remarks>
internal sealed class AccountsServer(IShelf shelf, IGalleries galleries) : GenServer<AccountsMessage>
{
    protected override async ValueTask<InitResult> InitAsync()
    {
        foreach ((string account, IReadOnlyList<Image> images) in await shelf.LoadAsync(Stopping))
        {
            galleries.Open(account);
            foreach (Image image in images)
            {
                galleries.Add(account, image);
            }
        }

        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(AccountsMessage message)
    {
        switch (message)
        {
            case AccountsMessage.Open open:
                await shelf.OpenAsync(open.Account, Stopping);
                Reply(open, galleries.Open(open.Account));
                break;
            case AccountsMessage.Add add:
                Reply(add, await AddAsync(add.Account, add.Image));
                break;
            case AccountsMessage.List list:
                Reply(list, new Answer.Listed(galleries.List(list.Account)));
                break;
            case AccountsMessage.Find find:
                Image? found = galleries.Find(find.Account, find.Id);
                Reply(find, found is null ? new Answer.NotFound(find.Id) : new Answer.Shown(found));
                break;
            case AccountsMessage.Remove remove:
                Reply(remove, await RemoveAsync(remove.Account, remove.Id));
                break;
        }
    }

    private async Task<Answer> AddAsync(string account, Image image)
    {
        if (galleries.IsDuplicate(account, image.Id))
        {
            return new Answer.Duplicate(image.Id);
        }

        await shelf.PutAsync(account, image, Stopping);
        galleries.Add(account, image);
        return new Answer.Added(image.Id);
    }

    private async Task<Answer> RemoveAsync(string account, ImageId id)
    {
        if (galleries.Find(account, id) is null)
        {
            return new Answer.NotFound(id);
        }

        await shelf.DeleteAsync(account, id, Stopping);
        galleries.Remove(account, id);
        return new Answer.Removed(id);
    }
}
