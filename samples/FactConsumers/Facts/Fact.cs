namespace FactConsumers;

/// <summary>Something that has happened, and that is not up for discussion.</summary>
/// <param name="Id">Tells a fact that is delivered twice from two facts.</param>
/// <param name="Kind">What kind of fact; a consumer integrates those that it knows.</param>
/// <param name="Mushroom">The mushroom that it is about.</param>
/// <param name="Value">What it says, where the kind alone does not.</param>
internal sealed record Fact(string Id, string Kind, string Mushroom, string? Value = null);
