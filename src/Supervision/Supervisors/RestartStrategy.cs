namespace Supervision;

/// <summary>Which other children a supervisor stops and starts again when it restarts one.</summary>
/// <remarks>
/// <para>Whatever the strategy, one restart counts once towards <see cref="SupervisorOptions.MaxRestarts"/>, children are stopped in
/// the reverse of their start order and started in it, and only an end that leads to a restart touches the others.</para>
/// <para><b>OTP:</b> the strategy of supervisor flags; no difference.</para>
/// </remarks>
public enum RestartStrategy
{
    /// <summary>Only the child that ended is started again. The default.</summary>
    OneForOne = 0,

    /// <summary>All other children are stopped, then all are started again, those included that had been stopped or had ended
    /// normally. Temporary children are stopped and forgotten.</summary>
    OneForAll,

    /// <summary>As <see cref="OneForAll"/>, but only for the child that ended and those after it in start order.</summary>
    RestForOne,

    /// <summary>All children come from one specification, are added while the supervisor runs, and are stopped all at once. See
    /// <see cref="DynamicSupervisor{TArgs}"/> for the typed form.</summary>
    SimpleOneForOne,
}
