namespace ImageStore;

/// <summary>What can be said to the accounts. Who may say it has been looked at before. A closed set.</summary>
internal abstract record AccountsMessage
{
    private AccountsMessage()
    {
    }

    /// <summary>Make sure that the account is there; false when it was there already.</summary>
    public sealed record Open(string Account) : AccountsMessage, ICall<AccountsMessage, bool>;

    /// <summary>Keep an image; answered when it is on the shelf.</summary>
    public sealed record Add(string Account, Image Image) : AccountsMessage, ICall<AccountsMessage, Answer>;

    /// <summary>The images of an account.</summary>
    public sealed record List(string Account) : AccountsMessage, ICall<AccountsMessage, Answer>;

    /// <summary>One image of an account.</summary>
    public sealed record Find(string Account, ImageId Id) : AccountsMessage, ICall<AccountsMessage, Answer>;

    /// <summary>Forget an image; answered when it is off the shelf.</summary>
    public sealed record Remove(string Account, ImageId Id) : AccountsMessage, ICall<AccountsMessage, Answer>;
}
