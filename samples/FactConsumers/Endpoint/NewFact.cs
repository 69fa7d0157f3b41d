namespace FactConsumers;

/// <summary>A fact as it is posted. Without an id it gets one.</summary>
internal sealed record NewFact(string? Id, string? Kind, string? Mushroom, string? Value);
