namespace ItemsApi;

/// <summary>What the API answers when it cannot do what was asked.</summary>
internal sealed record Problem(string Error);
