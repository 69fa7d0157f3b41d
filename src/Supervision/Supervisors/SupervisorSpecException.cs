using Supervision.Supervisors;

namespace Supervision;

/// <summary>A declared supervision tree has mistakes; thrown where it is built, with all of them.</summary>
/// <remarks>
/// <para><b>OTP:</b> none; OTP finds the mistakes of a supervisor one after the other, when it starts.</para>
/// </remarks>
public sealed class SupervisorSpecException : ArgumentException
{
    internal SupervisorSpecException(IReadOnlyList<Mistake> mistakes)
        : base(SupervisorErrors.Describe(mistakes)) => Mistakes = mistakes;

    /// <summary>All mistakes of the whole tree, in the order in which the supervisors would find them. At least one.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; }

    /// <summary>One mistake and where it is.</summary>
    /// <param name="Path">The ids from the root to the supervisor, joined by slashes.</param>
    /// <param name="Error">What is wrong there.</param>
    public sealed record Mistake(string Path, SpecError Error);
}
