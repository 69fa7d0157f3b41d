namespace MakeItCrash;

/// <summary>The program: the tree, and a line for everything that happens in it.</summary>
internal static class CrashProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ProgramOptions options) => TreeProgram.RunAsync(
        "MakeItCrash",
        runtime => CrashTree.Build(options.Pause, static moment => StandardOutput.WriteLine($"{moment}"), CrashEndpoint.Child(new EndpointPlace(options.ListensOn), new Stage(runtime))),
        async runtime =>
        {
            Uri address = await ServerRef<EndpointMessage>.ForName(runtime, Names.Web).CallAsync(new EndpointMessage.GetAddress());
            return $"MakeItCrash listens on {address}   Open it in a browser. Ctrl-C stops.";
        });
}
