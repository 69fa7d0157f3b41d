using Supervision.Runtime;

namespace Supervision.Edges;

/// <summary>The process of a prerequisite.</summary>
internal sealed class PrerequisiteServer(string id, Func<ProcessContext, Task> check, PrerequisiteOptions options) : GenServer<PrerequisiteServer.CheckAgain>
{
    private int _failures;

    protected override async ValueTask<InitResult> InitAsync()
    {
        if (await FailureAsync().ConfigureAwait(true) is { } error) // in the process
        {
            throw new PrerequisiteMissingException(id, error, wasThere: false);
        }

        CheckLater();
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(CheckAgain message)
    {
        Exception? error = await FailureAsync().ConfigureAwait(true); // in the process
        _failures = error is null ? 0 : _failures + 1;
        if (_failures >= options.MaxFailures)
        {
            throw new PrerequisiteMissingException(id, error!, wasThere: true);
        }

        CheckLater();
    }

    private void CheckLater()
    {
        if (options.Interval is { } interval)
        {
            Context.SendAfter(interval, Self, new CheckAgain());
        }
    }

    private async Task<Exception?> FailureAsync()
    {
        try
        {
            // Told to end it still waits for the check, which has the token.
            await check(Context).WaitAsync(ProcessErrors.Waitable(options.Timeout), Context.Time, CancellationToken.None).ConfigureAwait(true); // in the process
            return null;
        }
        catch (Exception error) when (error is not ProcessExitException && !Stopping.IsCancellationRequested)
        {
            return error;
        }
    }

    /// <summary>The note to itself.</summary>
    internal sealed record CheckAgain;
}
