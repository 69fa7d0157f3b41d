using System.Net;
using System.Net.Sockets;

namespace Programs.Tests;

[Collection("Console")]
public sealed class TreeProgramTests : IDisposable
{
    private readonly (TextWriter Out, TextWriter Error) _console = (Console.Out, Console.Error);
    private readonly StringWriter _error = new();

    public TreeProgramTests()
    {
        Console.SetOut(new ClosedWriter());
        Console.SetError(_error);
    }

    [Fact]
    public async Task Run_StandardOutputIsClosed_GoesOnWithoutTheFirstLines()
    {
        bool ran = false;

        int exitCode = await TreeProgram.RunAsync("Sample", static _ => Tree(), static _ => Task.FromResult("Sample runs."), (_, root) =>
        {
            ran = root.Pid.IsAlive;
            StandardOutput.WriteLine("more");
            return Task.FromResult(7);
        });

        Assert.Equal((true, 7, ""), (ran, exitCode, _error.ToString()));
    }

    [Fact]
    public async Task Run_SessionEnds_StopsTheTreeInOrder()
    {
        List<string> stopped = [];

        await TreeProgram.RunAsync("Sample", _ => Tree(stopped), static _ => Task.FromResult(""), static (_, _) => Task.FromResult(0));

        Assert.Equal(["right", "left"], stopped);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Run_RootGivesUp_EndsWithOneAndSaysSo()
    {
        int exitCode = await TreeProgram.RunAsync("Sample", static _ => Tree(), static runtime =>
        {
            runtime.Find("sample").Exit(ExitReason.Kill);
            return Task.FromResult("");
        });

        Assert.Equal((1, "The root supervisor has given up: killed"), (exitCode, _error.ToString().TrimEnd()));
    }

    [Fact]
    public async Task Run_PortIsTaken_SaysInOneLineWhichAndWhereInTheTree()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        Assert.Equal($"Sample: The supervision tree did not start. sample/inner/http: cannot listen on {holder.LocalEndpoint}: Address already in use", await RefusalAsync((IPEndPoint)holder.LocalEndpoint));
    }

    [Fact]
    public async Task Run_AddressIsNotOfThisMachine_SaysInOneLineWhichAndWhereInTheTree() =>
        Assert.StartsWith("Sample: The supervision tree did not start. sample/inner/http: cannot listen on 192.0.2.1:5100: ", await RefusalAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5100)), StringComparison.Ordinal);

    public void Dispose()
    {
        Console.SetOut(_console.Out);
        Console.SetError(_console.Error);
        _error.Dispose();
    }

    private async Task<string> RefusalAsync(IPEndPoint place)
    {
        int exitCode = await TreeProgram.RunAsync(
            "Sample",
            _ => Supervisor.OneForOne("sample", root => root.OneForOne("inner", inner => inner.Child(WebEndpoint.Child("http", "http", new EndpointPlace(place), static (_, _) => { })))),
            static _ => Task.FromResult(""));
        Assert.Equal(1, exitCode);
        return Assert.Single(_error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static SupervisorSpec Tree(List<string>? stopped = null) => Supervisor.OneForOne("sample", root => root
        .Named("sample")
        .Server("left", () => new Part("left", stopped), new ServerOptions { TrapExits = true })
        .Server("right", () => new Part("right", stopped), new ServerOptions { TrapExits = true }));

    private sealed class Part(string name, List<string>? stopped) : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;

        protected override ValueTask TerminateAsync(ExitReason reason)
        {
            stopped?.Add(name);
            return default;
        }
    }

    /// <summary>Behaves as standard output does when it was closed before the program began.</summary>
    private sealed class ClosedWriter : StringWriter
    {
        public override void Write(string? value) => throw new UnauthorizedAccessException("Access to the path is denied.");
    }
}
