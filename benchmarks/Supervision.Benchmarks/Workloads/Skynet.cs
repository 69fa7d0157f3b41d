namespace Supervision.Benchmarks.Workloads;

/// <summary>Each process starts ten, down to the leaves, and adds up what they answer; an operation is a process.</summary>
internal sealed class Skynet : ProcessWorkload
{
    internal const int Branches = 10;

    internal override string Operation => "skynet";

    internal override int Operations => 111_111;

    /// <summary>The leaves of a tree of about so many processes.</summary>
    internal static int LeavesFor(int operations)
    {
        int leaves = 1;
        while (leaves * Branches <= operations)
        {
            leaves *= Branches;
        }

        return leaves;
    }

    internal override async Task RunAsync(int operations)
    {
        TaskCompletionSource<long> sum = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int leaves = LeavesFor(operations);
        Runtime.Spawn(async context =>
        {
            context.Spawn(child => GrowAsync(child, context.Self, 0, leaves));
            sum.SetResult((await context.ReceiveAsync<Sum>()).Value);
        });
        if (await sum.Task != (long)leaves * (leaves - 1) / 2)
        {
            throw new InvalidOperationException("The sum is wrong.");
        }
    }

    private static async Task GrowAsync(ProcessContext context, Pid parent, long number, int leaves)
    {
        if (leaves == 1)
        {
            parent.Send(new Sum(number));
            return;
        }

        int each = leaves / Branches;
        for (int i = 0; i < Branches; i++)
        {
            long first = number + ((long)i * each);
            context.Spawn(child => GrowAsync(child, context.Self, first, each));
        }

        long sum = 0;
        for (int i = 0; i < Branches; i++)
        {
            sum += (await context.ReceiveAsync<Sum>()).Value;
        }

        parent.Send(new Sum(sum));
    }

    internal sealed record Sum(long Value);
}
