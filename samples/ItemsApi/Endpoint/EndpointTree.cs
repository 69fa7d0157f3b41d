using Microsoft.AspNetCore.Builder;
using Programs;
using Supervision;
using Supervision.Dashboard;

namespace ItemsApi;

/// <summary>The HTTP endpoint under a supervisor of its own.</summary>
internal static class EndpointTree
{
    /// <summary>Every incarnation of the endpoint has routes of its own.</summary>
    public static ChildSpec Subtree(EndpointPlace place, Func<ProcessRuntime, ApiServers> servers, ILoggerFactory loggers) =>
        ChildSpec.Nested(Supervisor.OneForOne("endpoint", endpoint => endpoint.Child(
            WebEndpoint.Child("http", Names.Endpoint, place, (application, runtime) => Map(application, servers(runtime)), loggers))));

    private static void Map(WebApplication application, ApiServers servers)
    {
        new ItemRoutes(servers).Map(application);
        new HealthRoutes(servers).Map(application);
        new PlayRoutes(servers).Map(application);
        application.MapSupervision("/supervision", dashboard =>
        {
            dashboard.Runtime = servers.Runtime;
            dashboard.Root = () => servers.Root;

            // On loopback, for a person at the keyboard; a service of your own has authorization.
            dashboard.AllowAnonymous = true;
            dashboard.AllowActions = true;
        });
    }
}
