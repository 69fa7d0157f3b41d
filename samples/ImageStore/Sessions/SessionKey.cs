namespace ImageStore;

/// <summary>Proves that somebody has logged in.</summary>
internal sealed record SessionKey(string Text);
