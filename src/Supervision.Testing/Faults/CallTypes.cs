using System.Diagnostics.CodeAnalysis;

namespace Supervision.Testing.Faults;

/// <summary>Which types are calls.</summary>
internal static class CallTypes
{
    /// <summary>Whether a message type is called with a reply type, by whatever server.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A call that nobody makes may lose its interfaces; then the fault could not fire either.")]
    internal static bool IsCall(Type message, Type reply) => message.GetInterfaces().Any(
        type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICall<,>) && type.GetGenericArguments()[1] == reply);
}
