namespace FactConsumers;

/// <summary>A fact that this program must integrate, and cannot.</summary>
internal sealed class FactFailedException(string why) : Exception(why);
