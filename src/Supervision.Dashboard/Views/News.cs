namespace Supervision.Dashboard.Views;

/// <summary>The event that says that there is something new.</summary>
internal sealed record News(long Version);
