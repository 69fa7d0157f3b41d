namespace Supervision.Conformance.Cases.Servers;

/// <summary>What a <see cref="SteppingServer"/> handles: code to run in it.</summary>
internal abstract record Step
{
    internal abstract ValueTask RunAsync(SteppingServer server);

    /// <summary>A cast, or a plain message.</summary>
    internal sealed record Do(Action<SteppingServer> Code) : Step
    {
        internal override ValueTask RunAsync(SteppingServer server)
        {
            Code(server);
            return default;
        }
    }

    /// <summary>A call.</summary>
    internal sealed record Ask(Action<SteppingServer, Ask> Code) : Step, ICall<Step, string>
    {
        internal override ValueTask RunAsync(SteppingServer server)
        {
            Code(server, this);
            return default;
        }
    }
}
