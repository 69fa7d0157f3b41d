using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using TestResult = FsCheck.TestResult;

namespace ImageStore.Tests;

/// <summary>Keeps what a run has found, where FsCheck's own runner would print or throw it.</summary>
internal sealed class OutcomeRunner(string test) : IRunner
{
    /// <summary>What was found; null for nothing.</summary>
    public SequenceFailure? Failure { get; private set; }

    public void OnStartFixture(Type t)
    {
    }

    public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    public void OnFinished(string name, TestResult testResult)
    {
        if (testResult is TestResult.Failed failed)
        {
            Failure = new SequenceFailure(
                (Sequence)failed.Item2.Head,
                (Sequence)failed.Item3.Head,
                failed.Item4 is Outcome.Failed { Item: var error } ? error.Message : failed.Item4.ToString(),
                new ReplayLine(failed.Item6.Seed, failed.Item6.Gamma, failed.Item7),
                test);
        }
    }
}
