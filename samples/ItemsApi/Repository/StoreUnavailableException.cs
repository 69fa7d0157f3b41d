namespace ItemsApi;

/// <summary>The store cannot do it now, and is not broken: the repository lives on and says so to the caller.</summary>
internal sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
