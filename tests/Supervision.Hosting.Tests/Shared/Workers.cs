using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Tests;

/// <summary>Hosted services as a program has them: they know nothing of supervision.</summary>
internal static class Workers
{
    /// <summary>Fails as often as it is told to, then runs until it is stopped.</summary>
    public sealed class Faulty(Events events, Faults faults) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            events.Say("run");
            await faults.NextAsync(stoppingToken);
            await UntilStoppedAsync(stoppingToken);
        }
    }

    /// <summary>Ends as cancelled when the token is.</summary>
    public static Task UntilStoppedAsync(CancellationToken stopping) =>
        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(stopping);

    /// <summary>What the next runs of <see cref="Faulty"/> end with.</summary>
    public sealed class Faults(params IEnumerable<Func<Task>> ends)
    {
        private readonly Queue<Func<Task>> _ends = new(ends);

        public Task NextAsync(CancellationToken stopping)
        {
            _ = stopping;
            lock (_ends)
            {
                return _ends.TryDequeue(out Func<Task>? end) ? end() : Task.CompletedTask;
            }
        }
    }

    /// <summary>Says when it starts and stops.</summary>
    public abstract class Quiet(Events events, string name) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            events.Say($"{name} runs");
            try
            {
                await UntilStoppedAsync(stoppingToken);
            }
            finally
            {
                events.Say($"{name} ends");
            }
        }
    }

    public sealed class First(Events events) : Quiet(events, "first");

    public sealed class Second(Events events) : Quiet(events, "second");

    public sealed class Third(Events events) : Quiet(events, "third");

    /// <summary>Never looks at its token; ends when the test lets it.</summary>
    public sealed class Stubborn(Events events, TaskCompletionSource release) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            events.Say("stubborn runs");
            await release.Task;
            events.Say("stubborn ends");
        }

        public override void Dispose()
        {
            events.Say("stubborn disposed");
            base.Dispose();
        }
    }
}
