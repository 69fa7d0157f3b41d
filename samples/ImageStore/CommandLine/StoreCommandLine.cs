using System.CommandLine;

namespace ImageStore;

/// <summary>What can be said on the command line.</summary>
internal static class StoreCommandLine
{
    /// <summary>The directory, and nothing else.</summary>
    public static CommandLine<string> New()
    {
        Argument<string> directory = CommandLineArgument.Text("DIRECTORY", "where the images are kept", "images-data");
        return new CommandLine<string>("ImageStore", "A private image store, for people who type.", [], said => said.GetRequiredValue(directory), directory)
        {
            Below = $"While it runs:\n\n{StoreTerminal.Help}",
        };
    }
}
