namespace Supervision.Conformance.Primitives;

/// <summary>There is no Erlang on this machine, or it does not work.</summary>
internal sealed class ErlangMissingException(string message, Exception? inner = null) : Exception(message, inner);
