namespace Supervision.Conformance.Acceptance;

/// <summary>A test of any project, or a step of a script, that holds a row.</summary>
/// <param name="Place">The project of the test, or the script.</param>
/// <param name="Name">Class and method, or what the step is called.</param>
/// <param name="IsRun">Whether the runner runs it.</param>
internal sealed record Evidence(string Place, string Name, bool IsRun)
{
    /// <summary>Whether a line of the list means this one. A place in front is needed only where two have the same name.</summary>
    internal bool IsMeantBy(string said) => said == Name || said == $"{Place}/{Name}";
}
