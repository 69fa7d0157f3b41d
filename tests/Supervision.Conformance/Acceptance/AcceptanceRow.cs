namespace Supervision.Conformance.Acceptance;

/// <summary>One thing that the talks about supervision name, and what must hold for it here.</summary>
/// <param name="Number">Its number, such as 4.1.3; all but the last is the section.</param>
/// <param name="Name">What is named.</param>
/// <param name="Demand">What must hold.</param>
internal sealed record AcceptanceRow(string Number, string Name, string Demand)
{
    internal string Section => Number[..Number.LastIndexOf('.')];
}
