using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Supervision.Stress;

/// <summary>Very many deaths at once.</summary>
public sealed class LogFloodTests
{
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(10);

    /// <summary>A million with <c>SUPERVISION_STRESS=20</c>.</summary>
    [Fact]
    public async Task LinkedDeaths_NeitherFloodTheLogNorStopTheProgram()
    {
        int count = Load.Processes(50_000);
        using Lines lines = new();
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { LoggerFactory = lines });
        ServerRef<Job> bystander = await runtime.StartServerAsync(static () => new Worker());
        Pid hub = runtime.Spawn(static async self => self.Exit(await self.ReceiveAsync<ExitReason>()));
        DynamicSupervisorRef<int> pool = await StartLinkedAsync(runtime, hub, count);

        long since = TimeProvider.System.GetTimestamp();
        hub.Send<ExitReason>(new ExitReason.Custom("all together"));
        Assert.Equal(1, await bystander.CallAsync(new Job.Echo(1), Impatience, TestContext.Current.CancellationToken));
        await Load.UntilAsync(() => runtime.ProcessCount == 2, "all but two are gone");
        ChildInfo.Counts left = await pool.Untyped.CountChildrenAsync(TestContext.Current.CancellationToken).InTime();
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);

        Assert.Equal(0, left.Active);
        await runtime.StopAsync(TestContext.Current.CancellationToken).InTime();
        int windows = (int)(took / TimeSpan.FromSeconds(10)) + 2;
        Load.Print($"{count:N0} linked deaths: {took.TotalSeconds:0.0} s, {lines.Count} log lines");
        Assert.InRange(lines.Count, 2, (25 * windows) + 10);
    }

    private static async Task<DynamicSupervisorRef<int>> StartLinkedAsync(ProcessRuntime runtime, Pid hub, int count)
    {
        DynamicSupervisorRef<int> pool = await runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "pool",
            (context, _) => context.StartProcessAsync(async self =>
            {
                self.Link(hub);
                await self.ReceiveAsync<Job>();
            }),
            static child => child with { Restart = Restart.Temporary }));
        for (int i = 0; i < count; i++)
        {
            Assert.True((await pool.StartChildAsync(i)).IsSuccess);
        }

        return pool;
    }

    /// <summary>Counts what would be written to a console.</summary>
    private sealed class Lines : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        internal int Count => _lines.Count;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
