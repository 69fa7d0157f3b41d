namespace Supervision.Tests.Servers;

/// <summary>What a <see cref="TestServer"/> handles: code to run in it.</summary>
internal abstract record Work
{
    internal abstract ValueTask RunAsync(TestServer server);
}

/// <summary>A cast.</summary>
internal sealed record Do(Func<TestServer, ValueTask> Code) : Work
{
    internal Do(Action<TestServer> code)
        : this(server =>
        {
            code(server);
            return default;
        })
    {
    }

    internal override ValueTask RunAsync(TestServer server) => Code(server);
}

/// <summary>A call.</summary>
internal sealed record Ask<TReply>(Func<TestServer, Ask<TReply>, ValueTask> Code) : Work, ICall<Work, TReply>
{
    internal Ask(Action<TestServer, Ask<TReply>> code)
        : this((server, ask) =>
        {
            code(server, ask);
            return default;
        })
    {
    }

    internal override ValueTask RunAsync(TestServer server) => Code(server, this);
}
