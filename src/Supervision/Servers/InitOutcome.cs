namespace Supervision.Servers;

/// <summary>The kinds of <see cref="InitResult"/>.</summary>
internal enum InitOutcome
{
    Ok,
    Continue,
    Ignore,
    Stop,
    Fail,
}
