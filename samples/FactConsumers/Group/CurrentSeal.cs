namespace FactConsumers;

/// <summary>The seal of the group's present life.</summary>
internal sealed class CurrentSeal(Func<FactSeal> create)
{
    private volatile FactSeal _value = create();

    /// <summary>The seal that consumers who start now take.</summary>
    public FactSeal Value => _value;

    /// <summary>A new life begins. Consumers of the last one keep theirs.</summary>
    public void Renew() => _value = create();
}
