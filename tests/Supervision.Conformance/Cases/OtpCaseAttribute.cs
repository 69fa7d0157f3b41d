namespace Supervision.Conformance.Cases;

/// <summary>Says which published case of OTP's or Elixir's own test suites a test restates.</summary>
/// <param name="row">The row of the catalogue, such as S-33.</param>
/// <param name="suite">The suite that published it, such as supervisor_SUITE.</param>
/// <param name="name">The case's name there.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class OtpCaseAttribute(string row, string suite, string name) : Attribute
{
    public string Row => row;

    public string Suite => suite;

    public string Name => name;
}
