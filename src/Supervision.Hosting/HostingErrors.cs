namespace Supervision.Hosting;

/// <summary>The texts of this assembly.</summary>
internal static class HostingErrors
{
    internal static InvalidOperationException TwoRoots(string first, string second) => new(
        $"The tree has the root '{first}' already; '{second}' would be a second one. Make it a child of the first.");

    internal static InvalidOperationException NoRoot() => new(
        "AddSupervision declared no root. Call tree.OneForOne, tree.OneForAll, tree.RestForOne or tree.Use in it.");

    internal static InvalidOperationException AddedTwice() => new(
        "AddSupervision was called already; a program has one tree. Add the children to that tree.");

    internal static InvalidOperationException TwoServerRefs(Type reference, string name) => new(
        $"{reference.Name} of {reference.GenericTypeArguments[0].Name} is registered already, and '{name}' would replace it. Use AddKeyedServerRef for servers that share a message type.");

    internal static InvalidOperationException AskedForWhileDeclared() => new(
        "The function of AddSupervision asked the container for the runtime, or for a reference to a server, while it declares the tree. Resolve it where a child starts, or in a child's constructor.");

    internal static InvalidOperationException NotStarted() => new("The supervision tree has not been started. It starts with the host.");

    internal static InvalidOperationException NotAdded() => new("The program has no supervision tree. Call services.AddSupervision(tree => …) before the host is built.");
}
