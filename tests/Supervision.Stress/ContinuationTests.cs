namespace Supervision.Stress;

/// <summary>Code of a process goes on in its process, one piece at a time.</summary>
public sealed class ContinuationTests
{
    [Theory]
    [InlineData(TaskCreationOptions.None)]
    [InlineData(TaskCreationOptions.RunContinuationsAsynchronously)]
    [Trait("Bug", "18")]
    public async Task Await_CompletedByOthers_GoesOnInItsProcess(TaskCreationOptions completion)
    {
        const int Pairs = 8;
        int rounds = Load.Times(4_000);
        int violations = 0;
        await using ProcessRuntime runtime = new();
        Task<ExitReason>[] ends = new Task<ExitReason>[2 * Pairs];
        for (int pair = 0; pair < Pairs; pair++)
        {
            // Each completes what the other awaits: in the other's turn nothing of this one may run, and the other way round.
            TaskCompletionSource[] steps = [.. Enumerable.Range(0, rounds + 1).Select(_ => new TaskCompletionSource(completion))];
            for (int side = 0; side < 2; side++)
            {
                int mine = side;
                ends[(pair * 2) + side] = runtime.Spawn(context => StepAsync(context, steps, mine, () => Interlocked.Increment(ref violations)))
                    .WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        Assert.All(await Task.WhenAll(ends).InTime(), reason => Assert.Equal(ExitReason.Normal, reason));
        Assert.Equal(0, violations);
    }

    [Fact]
    [Trait("Bug", "18")]
    public async Task ContextOperations_AfterLeavingTheProcess_Throw()
    {
        Exception? thrown = null;
        await using ProcessRuntime runtime = new();
        Pid process = runtime.Spawn(async context =>
        {
#pragma warning disable RS0030 // The mistake is what the test is about.
            await Task.Delay(1).ConfigureAwait(false);
#pragma warning restore RS0030
            thrown = Record.Exception(() => context.Monitor(context.Self));
        });
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Contains("ConfigureAwait(false)", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }

    private static async Task StepAsync(ProcessContext context, TaskCompletionSource[] steps, int mine, Action violated)
    {
        int inside = 0;
        for (int i = 0; i + 1 < steps.Length; i++)
        {
            if (i % 2 == mine)
            {
                steps[i].SetResult();
            }
            else
            {
                await steps[i].Task;
            }

            if (Interlocked.Increment(ref inside) != 1)
            {
                violated();
            }

            // Throws when this is not the process's own turn.
            context.Unlink(context.Self);
            Interlocked.Decrement(ref inside);
        }
    }
}
