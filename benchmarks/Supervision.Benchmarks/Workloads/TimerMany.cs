using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that has many messages sent later and then takes them all back; an operation is a timer.</summary>
internal sealed class TimerMany(int size) : ProcessWorkload
{
    private readonly TimerRef[] _timers = new TimerRef[size];

    internal override string Operation => NameFor(size);

    internal override int Operations => size;

    internal static string NameFor(int size) => string.Create(CultureInfo.InvariantCulture, $"timers-{size}");

    internal override Task RunAsync(int operations) => Runtime.Spawn(context =>
    {
        for (int i = 0; i < operations; i++)
        {
            _timers[i] = context.SendAfter(TimeSpan.FromSeconds(3_600), context.Self, Play.TheBall);
        }

        for (int i = 0; i < operations; i++)
        {
            context.Cancel(_timers[i]);
        }

        return Task.CompletedTask;
    }).WaitForExitAsync();
}
