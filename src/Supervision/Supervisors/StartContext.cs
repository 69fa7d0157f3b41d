using System.Diagnostics;

namespace Supervision;

/// <summary>What a child's start function gets: how to start the child, and which child it is.</summary>
/// <remarks>
/// <para>Valid until the start function has ended; one for each start and restart.</para>
/// <para><b>From:</b> the start function only.</para>
/// <para><b>OTP:</b> none; a start function calls start_link itself. Here the link to the supervisor, the parent and the way to end an
/// unfinished start come from this object.</para>
/// </remarks>
[DebuggerDisplay("start of {Path,nq}")]
public sealed class StartContext
{
    internal StartContext(string childId, string path, object? argument)
    {
        ChildId = childId;
        Path = path;
        Argument = argument;
    }

    /// <summary>The id of the child; for a child of a dynamic supervisor its key, or the template's id without one.</summary>
    public string ChildId { get; }

    /// <summary>The ids from the root to the child, joined by slashes.</summary>
    public string Path { get; }

    /// <summary>What the dynamic supervisor was given for this child; null otherwise.</summary>
    public object? Argument { get; }
}
