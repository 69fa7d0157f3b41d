namespace Supervision.Dashboard.Tests;

/// <summary>Makes a server crash with a text.</summary>
internal sealed record FragileMessage(string Why);
