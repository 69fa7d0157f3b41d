namespace Supervision.Servers;

/// <summary>Builds the exceptions of this layer and their texts.</summary>
internal static class ServerErrors
{
    internal static InvalidOperationException NotImplemented(Type server, string callback) => new(
        $"{server.Name} asked for {callback} and does not override it. Override {callback}, or do not ask for it.");
}
