using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting;

/// <summary>Lets people ask a program about its supervision tree on the command line, and runs the program otherwise.</summary>
/// <remarks>
/// <code>
/// program --supervision tree              the declared tree, with the limits of the configuration
/// program --supervision json|mermaid|dot  the same for other programs
/// program --supervision what-if PATH      what follows if the process at that path dies
/// </code>
/// <para>Nothing is started for an answer.</para>
/// </remarks>
public static class SupervisionCommand
{
    private const string Flag = "--supervision";
    private const string Usage = "Use --supervision tree, json, mermaid, dot, or what-if PATH.";

    /// <summary>Runs a host until it is shut down, unless the command line asks about the tree: then that is answered, and nothing is started.</summary>
    /// <param name="host">The host, with <c>AddSupervision</c>; disposed at the end.</param>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where answers go, and why the tree did not start.</param>
    /// <param name="cancellationToken">Shuts the host down.</param>
    /// <returns>Completes with what the program is to exit with: 0, also when it was told to stop while it started; 1 when the root ended by itself, or the tree
    /// did not start, which is said in one line; after a question 0, or 2 when it was none that is known.</returns>
    /// <exception cref="InvalidOperationException">The host has no supervision tree.</exception>
    /// <example><code>return await builder.Build().RunSupervisedAsync(args, Console.Out);</code></example>
    public static async Task<int> RunSupervisedAsync(
        this IHost host, IReadOnlyList<string> args, TextWriter output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(output);
        SupervisionHost supervision = host.Services.GetService<SupervisionHost>() ?? throw HostingErrors.NotAdded();
        if (Answer(supervision, args) is not (var code, var text))
        {
            // Kept here: afterwards the host is disposed.
            CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            try
            {
                await host.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
            {
                // The program was told to stop, or the root ended, while the tree or other services of the host were still starting.
            }
            catch (TreeStartException refused)
            {
                // It has been logged, but who starts a program without a log must see it too, and nobody needs the stack of the host's start.
                await output.WriteLineAsync(refused.Message).ConfigureAwait(false);
                return 1;
            }

            return supervision.ExitCode;
        }

        await output.WriteLineAsync(text.TrimEnd('\n').AsMemory(), cancellationToken).ConfigureAwait(false);
        await DisposeAsync(host).ConfigureAwait(false);
        return code;
    }

    /// <summary>Answers a question about the declared tree.</summary>
    /// <param name="host">The tree.</param>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code and the text; null when the command line asks nothing.</returns>
    public static (int Code, string Text)? Answer(SupervisionHost host, IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(args);
        int at = args.TakeWhile(static word => word != Flag).Count();
        if (at == args.Count)
        {
            return null;
        }

        TreeSnapshot tree = TreeSnapshot.Of(host.Declared);
        return (args.ElementAtOrDefault(at + 1), args.ElementAtOrDefault(at + 2)) switch
        {
            ("tree", _) => (0, tree.ToText()),
            ("json", _) => (0, tree.ToJson()),
            ("mermaid", _) => (0, tree.ToMermaid()),
            ("dot", _) => (0, tree.ToDot()),
            ("what-if", { } path) when tree.Find(path) is not null => (0, tree.WhatIfDies(path).ToText()),
            ("what-if", var path) => (2, $"{(path is null ? "what-if needs a path." : $"There is no process at '{path}'.")} Paths are:\n{PathsOf(tree)}"),
            (null, _) => (2, $"{Flag} needs a question. {Usage}"),
            (var word, _) => (2, $"'{word}' is no question. {Usage}"),
        };
    }

    private static string PathsOf(TreeSnapshot tree) => string.Join('\n', tree.Root.All().Select(static node => $"  {node.Path}"));

    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            host.Dispose();
        }
    }
}
