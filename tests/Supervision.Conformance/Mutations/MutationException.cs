namespace Supervision.Conformance.Mutations;

/// <summary>The run makes no sense: a mutation does not fit the sources, or something it needs does not work.</summary>
internal sealed class MutationException(string message) : Exception(message);
