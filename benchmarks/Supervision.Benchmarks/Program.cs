using BenchmarkDotNet.Running;
using Supervision.Benchmarks;

// quick [part of a name]: a minute, medians of five interleaved rounds. Anything else goes to BenchmarkDotNet.
if (args is ["quick", .. var names])
{
    await Quick.RunAsync(names.Length == 0 ? "" : names[0]);
    return;
}

// schedules: how many orders of a small test are explored in a second.
if (args is ["schedules"])
{
    Schedules.Run();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Quick).Assembly).Run(args);
