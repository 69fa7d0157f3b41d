using Microsoft.AspNetCore.Builder;

namespace FactConsumers;

/// <summary>The HTTP endpoint.</summary>
internal static class EndpointTree
{
    /// <summary>Every incarnation of the endpoint has routes of its own.</summary>
    public static ChildSpec Child(EndpointPlace place, ReplicaNames names, Vocabulary vocabulary, ILoggerFactory loggers) =>
        WebEndpoint.Child("Endpoint", names.Endpoint, place, (application, runtime) => Map(application, new Operations(runtime, names, vocabulary)), loggers);

    private static void Map(WebApplication application, Operations operations)
    {
        new FactRoutes(operations).Map(application);
        new DeadLetterRoutes(operations).Map(application);
        new GroupRoutes(operations).Map(application);
    }
}
