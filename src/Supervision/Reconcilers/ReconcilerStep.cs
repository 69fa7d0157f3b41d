namespace Supervision.Reconcilers;

/// <summary>What is to be done about a key now.</summary>
internal abstract record ReconcilerStep<TArgs>
{
    private ReconcilerStep()
    {
    }

    /// <summary>Nothing.</summary>
    internal sealed record Rest : ReconcilerStep<TArgs>;

    /// <summary>Look again then.</summary>
    internal sealed record Wait(long Until) : ReconcilerStep<TArgs>;

    /// <summary>Start it.</summary>
    internal sealed record Start(TArgs Args) : ReconcilerStep<TArgs>;

    /// <summary>Give the running child these arguments, or stop it when that does not do.</summary>
    internal sealed record Change(Pid Pid, TArgs Args, int Version) : ReconcilerStep<TArgs>;

    /// <summary>Stop it.</summary>
    internal sealed record Stop(Pid Pid) : ReconcilerStep<TArgs>;
}
