namespace Supervision.Testing.Kit;

/// <summary>What is known when an expectation of a probe was not met.</summary>
/// <param name="Probe">How the probe is called.</param>
/// <param name="ProbePid">Its process.</param>
/// <param name="Wanted">What was wanted, in words.</param>
/// <param name="Within">How long it was waited for.</param>
/// <param name="Mailbox">What the probe holds that nobody expected.</param>
/// <param name="Rejected">How many messages of the type were looked at and not accepted.</param>
/// <param name="ReceivedCount">How many messages it has received in all.</param>
/// <param name="World">Where the test runs.</param>
internal sealed record ProbeFailure(
    string Probe,
    Pid ProbePid,
    string Wanted,
    TimeSpan Within,
    IReadOnlyCollection<object> Mailbox,
    int Rejected,
    int ReceivedCount,
    TestWorld World);
