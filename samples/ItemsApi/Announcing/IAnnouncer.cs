namespace ItemsApi;

/// <summary>Tells a router, or whoever looks, where the API is. Both may be called twice.</summary>
internal interface IAnnouncer
{
    /// <summary>From now on requests can be sent there.</summary>
    Task AnnounceAsync(Uri address);

    /// <summary>From now on they cannot.</summary>
    Task WithdrawAsync();
}
