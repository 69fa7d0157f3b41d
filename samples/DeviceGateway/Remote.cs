namespace DeviceGateway;

/// <summary>What somebody on the other side of a network answers: it, or that there was nobody. Who asks decides what that means.</summary>
internal abstract record Remote<T>
{
    private Remote()
    {
    }

    /// <summary>It has answered.</summary>
    public sealed record Done(T Value) : Remote<T>;

    /// <summary>It is not there, for this reason; an attempt to reach it follows by itself.</summary>
    public sealed record Disconnected(string Why) : Remote<T>;
}
