namespace Supervision;

/// <summary>Which ends of a child lead to a restart.</summary>
/// <remarks><para><b>OTP:</b> the restart type of a child specification; no difference.</para></remarks>
public enum Restart
{
    /// <summary>Every end. The default.</summary>
    Permanent = 0,

    /// <summary>Every end that is not orderly, see <see cref="ExitReason.IsOrderly"/>. After an orderly one the child stays listed,
    /// stopped, and a restart of a group starts it again.</summary>
    Transient,

    /// <summary>None. The child is forgotten when it ends or is stopped, whatever the reason.</summary>
    Temporary,
}
