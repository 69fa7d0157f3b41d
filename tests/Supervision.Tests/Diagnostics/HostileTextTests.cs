using Microsoft.Extensions.Logging;
using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Diagnostics;

/// <summary>Texts that throw when they are asked for: whoever dies of such an exception dies as of any other.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void CrashWhoseMessageThrows_ReachesItsCallerAndItsSupervisor()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ChildSpec child = ChildSpec.Server("hostile", () => new TestServer(), new ServerOptions { Name = "hostile" });
            await context.StartSupervisorAsync(Supervisor.OneForOne("root", root => root.Child(child)));
            ServerRef<Work> server = ServerRef<Work>.ForName(context.Runtime, "hostile");
            Pid first = context.Runtime.Find("hostile");

            CallResult<int> result = await server.TryCallAsync(new Ask<int>((_, _) => throw new HostileException()));

            Assert.IsType<HostileException>(Assert.IsType<ExitReason.Crashed>(result.Failure!.Reason).Error);
            Assert.Contains("HostileException: its text threw InvalidOperationException", result.Failure.Detail, StringComparison.Ordinal);
            Assert.NotEqual(first, await context.Runtime.FindAsync("hostile", context.CancellationToken));
            Assert.Equal(3, await server.CallAsync(TestServer.Value(3)));
        });
    }

    [Fact]
    public void Reasons_OfHostileThings_HaveATextNevertheless()
    {
        Assert.Equal("crashed(HostileException: its text threw InvalidOperationException)", new ExitReason.Crashed(new HostileException()).ToString());
        Assert.Equal("shutdown(its text threw InvalidOperationException)", new ExitReason.ShutdownWith(new Hostile()).ToString());
        Assert.Equal("word(its text threw InvalidOperationException)", new ExitReason.Custom("word", new Hostile()).ToString());
    }

    [Fact]
    public void CrashWithoutAnException_IsRefused() => Assert.Throws<ArgumentNullException>(() => new ExitReason.Crashed(null!));

    [Fact]
    public void ProviderThatThrowsAtAnException_GetsTheLineOnceMoreWithoutIt()
    {
        using WritesWholeExceptions log = new();
        using Simulation simulation = new(options: new ProcessRuntimeOptions { LoggerFactory = log });
        simulation.Runtime.Spawn(_ => throw new HostileException(), new ProcessOptions { Label = "hostile" });
        simulation.RunUntilIdle();

        Assert.Collection(
            log.Lines,
            line => Assert.Contains("(hostile) ended: crashed(HostileException", line, StringComparison.Ordinal),
            line => Assert.StartsWith("A log provider threw", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ProviderThatAlwaysThrows_DisturbsNobody(bool alsoWhenAsked)
    {
        using ThrowsAlways log = new(alsoWhenAsked);
        using Simulation simulation = new(options: new ProcessRuntimeOptions { LoggerFactory = log });
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await context.StartServerAsync(() => new TestServer());
            Pid killed = context.Spawn(Bodies.Idle);
            killed.Send("left in its mailbox");
            killed.Exit(ExitReason.Kill);

            Assert.Equal(SendResult.NoProcess, context.Runtime.Send("nobody", "lost"));
            Assert.Equal(SendResult.Accepted, server.Pid.Send("of another type"));
            context.Spawn(_ => throw new InvalidOperationException("boom"));

            Assert.Equal(3, await server.CallAsync(TestServer.Value(3)));
        });
    }

    private sealed class Hostile
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    private sealed class HostileException : Exception
    {
        public override string Message => throw new InvalidOperationException("no text");
    }

    /// <summary>What the console does, and most others.</summary>
    private sealed class WritesWholeExceptions : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }

    /// <summary>A provider whose disk is full.</summary>
    private sealed class ThrowsAlways(bool alsoWhenAsked) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => alsoWhenAsked ? throw new IOException("disk full") : true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("disk full");

        public void Dispose()
        {
        }
    }
}
