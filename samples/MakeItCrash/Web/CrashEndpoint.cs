using Microsoft.AspNetCore.Builder;

namespace MakeItCrash;

/// <summary>The page and what it asks for.</summary>
internal static class CrashEndpoint
{
    /// <summary>The endpoint as a child.</summary>
    public static ChildSpec Child(EndpointPlace place, Stage stage) => WebEndpoint.Child("web", Names.Web, place, (application, _) => Map(application, stage));

    private static void Map(WebApplication application, Stage stage)
    {
        new PageRoute().Map(application);
        new AudienceRoutes(stage).Map(application);

        // The streams would go on for ever.
        new SceneStream(stage, application.Lifetime.ApplicationStopping).Map(application);
    }
}
