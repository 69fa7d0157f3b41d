namespace MakeItCrash.Tests;

/// <summary>The program in a process of its own: how it begins and how it ends.</summary>
public sealed class ProgramTests
{
    private const int Hang = 120_000;

    [Fact(Timeout = Hang)]
    public async Task Run_Terminated_EndsWithZeroAndComplainsOfNothing()
    {
        await using Checks.CheckedProgram program = await Checks.CheckedProgram.StartAsync("MakeItCrash", "--port", "0");

        Assert.Equal(0, await program.TerminateAsync());
        Assert.Empty(program.Log);
    }

    [Fact(Timeout = Hang)]
    public async Task Run_AddressIsNotOfThisMachine_SaysInOneLineWhichAndEndsWithOne()
    {
        (int exitCode, _, string log) = await Checks.CheckedProgram.RunToEndAsync("MakeItCrash", "--listen", "192.0.2.1");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("MakeItCrash: The supervision tree did not start. make-it-crash/web: cannot listen on 192.0.2.1:5100: ", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', log);
    }
}
