namespace MakeItCrash;

/// <summary>The names by which the processes find each other. A name survives restarts, a pid does not. A partition's name is its label.</summary>
internal static class Names
{
    public const string Root = "make-it-crash";
    public const string Show = "show";
    public const string Audience = "audience";
    public const string State = "state-server";
    public const string Partitions = "partitions";
    public const string Web = "web";
}
