namespace FactConsumers;

/// <summary>The port of the endpoint. When any port will do, the first incarnation's is kept, so that clients find the next one.</summary>
internal sealed class EndpointPort(int wanted)
{
    /// <summary>The port to listen on; 0 for any free one.</summary>
    public int Number { get; private set; } = wanted;

    /// <summary>Keeps the port that was taken.</summary>
    public void Keep(int taken) => Number = taken;
}
