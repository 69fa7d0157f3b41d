using System.Security.Cryptography;

namespace ImageStore;

/// <summary>The program: the store, and a person at a keyboard.</summary>
internal static class StoreProgram
{
    /// <summary>Runs until the person ends it, or Ctrl-C, SIGTERM or the end of the store.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string directory)
    {
        using var shelf = new DirectoryShelf(directory);
        var parts = new StoreParts { Shelf = shelf, NewKey = static () => new SessionKey(RandomNumberGenerator.GetHexString(32)) };
        return await TreeProgram.RunAsync(
            "ImageStore",
            _ => StoreTree.Build(parts),
            _ => Task.FromResult($"Images are kept in {Path.GetFullPath(directory)}.\n{StoreTerminal.Help}"),
            static (runtime, root) => new StoreTerminal(runtime, root, Console.In, Console.Out, Console.IsInputRedirected).RunAsync());
    }
}
