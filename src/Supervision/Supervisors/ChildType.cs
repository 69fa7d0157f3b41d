namespace Supervision;

/// <summary>Whether a child is a supervisor itself.</summary>
/// <remarks>
/// <para>It decides the default of <see cref="ChildSpec.Shutdown"/> and how the child is counted, nothing else.</para>
/// <para><b>OTP:</b> the type of a child specification; no difference.</para>
/// </remarks>
public enum ChildType
{
    /// <summary>Any other process. The default.</summary>
    Worker = 0,

    /// <summary>A supervisor: stopped without a time limit unless the specification says otherwise, so that it can stop its own
    /// children.</summary>
    Supervisor,
}
