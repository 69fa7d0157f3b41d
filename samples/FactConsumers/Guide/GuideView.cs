namespace FactConsumers;

/// <summary>The field guide as somebody reads it.</summary>
/// <param name="Integrated">How many facts are in it.</param>
/// <param name="Mushrooms">What is known of each mushroom: how often it was found, and how toxic it is.</param>
internal sealed record GuideView(int Integrated, IReadOnlyDictionary<string, string> Mushrooms);
