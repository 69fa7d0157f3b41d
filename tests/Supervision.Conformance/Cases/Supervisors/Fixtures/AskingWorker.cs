namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>The suite's child whose start the test decides: it asks the test's process how its initialisation is to end. It does not trap
/// exits.</summary>
internal sealed class AskingWorker(string name, Pid test) : GenServer<WorkerOrder>
{
    protected override async ValueTask<InitResult> InitAsync()
    {
        Question question = new(name, Self);
        test.Send(question);
        return await question.Answer.Task.WaitAsync(Stopping);
    }

    protected override ValueTask HandleAsync(WorkerOrder message)
    {
        Stop(ExitReason.Normal);
        return default;
    }

    /// <summary>What the test's process gets and answers.</summary>
    internal sealed record Question(string Name, Pid Pid)
    {
        internal TaskCompletionSource<InitResult> Answer { get; } = new();
    }
}
