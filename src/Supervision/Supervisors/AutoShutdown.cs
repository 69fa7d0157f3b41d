namespace Supervision;

/// <summary>Whether a supervisor stops itself when its significant children have done their work.</summary>
/// <remarks>
/// <para>Only the end of a <see cref="ChildSpec.Significant"/> child that ended by itself and is not restarted is looked at; a child
/// that was stopped by request, or together with its siblings, never stops the supervisor. The supervisor then stops its other
/// children and exits with <see cref="ExitReason.Shutdown"/>.</para>
/// <para><b>OTP:</b> auto_shutdown of supervisor flags (OTP 24); no difference.</para>
/// </remarks>
public enum AutoShutdown
{
    /// <summary>It does not; significant children are a mistake then. The default.</summary>
    Never = 0,

    /// <summary>The first such end stops it.</summary>
    AnySignificant,

    /// <summary>The end of the last running significant child stops it.</summary>
    AllSignificant,
}
