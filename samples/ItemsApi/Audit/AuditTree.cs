using Supervision;

namespace ItemsApi;

/// <summary>The audit, left of everything that needs it.</summary>
internal static class AuditTree
{
    /// <summary>Looked at again and again: a trail that is lost while nobody posts is lost too.</summary>
    private static readonly PrerequisiteOptions Checks = new() { Interval = TimeSpan.FromSeconds(1), MaxFailures = 1 };

    /// <summary>Refuses the start without the trail, and ends when it is lost.</summary>
    public static ChildSpec Prerequisite(IAuditTrail trail) => Supervision.Prerequisite.Child("audit-trail", _ => trail.CheckAsync(), Checks);

    /// <summary>Writes the trail. Permanent, with the limit of the root: a trail that stays away ends the program.</summary>
    public static ChildSpec Writer(IAuditTrail trail) =>
        ChildSpec.Server("audit", () => new AuditServer(trail), new ServerOptions { Name = Names.Audit });
}
