using BenchmarkDotNet.Running;
using Supervision.Benchmarks;

if (args is ["--help" or "-h" or "help", ..])
{
    Console.WriteLine(Command.Help);
    return 0;
}

if (args is ["benchmark", .. var own])
{
    BenchmarkSwitcher.FromAssembly(typeof(WorkloadBenchmarks).Assembly).Run(own);
    return 0;
}

Command? command = Command.Parse(args, out string mistake);
if (command is null)
{
    Console.Error.WriteLine(mistake);
    return 2;
}

return command.Mode switch
{
    "list" => Listing.Print(),
    "ratios" => await Table.RatiosAsync(command),
    "growth" => await Table.GrowthAsync(command),
    "fairness" => await Fairness.PrintAsync(),
    "schedules" => Schedules.Print(),
    _ => await Results.WriteAsync(),
};
