namespace FactConsumers;

/// <summary>The seal of the group's present life, which is that of the consumers' supervisor: all consumers that one incarnation of it starts get the
/// same, and those of the next a new one.</summary>
internal sealed class CurrentSeal(Func<FactSeal> create)
{
    private readonly Lock _lock = new();
    private Pid _supervisor;
    private FactSeal? _seal;

    /// <summary>The seal for a consumer that is started now.</summary>
    /// <param name="supervisor">Who starts it.</param>
    public FactSeal Of(Pid supervisor)
    {
        lock (_lock)
        {
            if (_seal is null || _supervisor != supervisor)
            {
                (_supervisor, _seal) = (supervisor, create());
            }

            return _seal;
        }
    }
}
