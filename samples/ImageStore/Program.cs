using System.Security.Cryptography;
using ImageStore;

string directory = args.Length == 1 ? args[0] : "images-data";
if (args.Length > 1 || directory.StartsWith('-'))
{
    await Console.Error.WriteLineAsync($"Usage: dotnet run --project samples/ImageStore -- [DIRECTORY]   (default images-data)\n\n{StoreTerminal.Help}");
    return 2;
}

using var shelf = new DirectoryShelf(directory);
await using var runtime = new ProcessRuntime();
SupervisorRef root;
try
{
    root = await runtime.StartSupervisorAsync(StoreTree.Build(new StoreParts
    {
        Shelf = shelf,
        NewKey = static () => new SessionKey(RandomNumberGenerator.GetHexString(32)),
    }));
}
catch (StartFailedException refused)
{
    await Console.Error.WriteLineAsync($"The store in {Path.GetFullPath(directory)} did not start. {refused.Message}");
    return 1;
}

Console.WriteLine($"Images are kept in {Path.GetFullPath(directory)}.\n{StoreTerminal.Help}");
return await new StoreTerminal(runtime, root, Console.In, Console.Out, Console.IsInputRedirected).RunAsync();
