using Supervision.Conformance.Differential;
using Supervision.Conformance.Model;
using Supervision.Conformance.Mutations;
using Supervision.Conformance.Primitives;
using Supervision.Conformance.Replay;
using Supervision.Conformance.StateMachines;
using Xunit.MicrosoftTestingPlatform;

namespace Supervision.Conformance;

/// <summary>
/// The entry of all: <c>replay</c> replays scenarios, <c>differential</c>, <c>primitives</c> and <c>state-machines</c> compare with a live OTP,
/// <c>model</c> compares the model of trees with it, <c>mutations</c> plants
/// errors, anything else runs the tests.
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        ["replay", string input, string output] => Task.FromResult(ReplayCommand.Run(input, output, Console.Out, Console.Error)),
        ["replay", ..] => Task.FromResult(Usage()),
        ["differential", .. string[] rest] => DifferentialCommand.RunAsync(rest, Console.Out, Console.Error),
        ["model", .. string[] rest] => ModelCommand.RunAsync(rest, Console.Out, Console.Error),
        ["primitives", .. string[] options] => Task.FromResult(PrimitivesCommand.Run(options, Console.Out, Console.Error)),
        ["state-machines", .. string[] options] => Task.FromResult(StateMachinesCommand.Run(options, Console.Out, Console.Error)),
        ["mutations", .. string[] rest] => MutationCommand.RunAsync(rest, Console.Out, Console.Error),
        _ when args.Contains("--server") => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("usage: replay IN OUT    runs every scenario IN/*.json and writes OUT/*.trace");
        return 2;
    }
}
