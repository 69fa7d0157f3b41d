using Supervision.Conformance.Primitives;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance;

/// <summary>The entry of both: <c>replay IN OUT</c> replays scenarios, anything else runs the tests.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        ["replay", string input, string output] => Task.FromResult(ReplayCommand.Run(input, output, Console.Out, Console.Error)),
        ["replay", ..] => Task.FromResult(Usage()),
        ["primitives", .. string[] options] => Task.FromResult(PrimitivesCommand.Run(options, Console.Out, Console.Error)),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("usage: replay IN OUT    runs every scenario IN/*.json and writes OUT/*.trace");
        return 2;
    }
}
