namespace ItemsApi;

/// <summary>The tree did not start; the message says which part stood against it, for the person who started the program.</summary>
internal sealed class StartRefusedException(string message, Exception inner) : Exception(message, inner);
