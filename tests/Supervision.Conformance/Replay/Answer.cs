using System.Runtime.ExceptionServices;

namespace Supervision.Conformance.Replay;

/// <summary>What a call has answered once the simulation has run; nobody waits for it on a thread.</summary>
internal sealed class Answer<T>
{
    private T? _value;
    private Exception? _error;
    private bool _isThere;

    internal Answer(Task<T> call) => _ = call.ContinueWith(
        ended =>
        {
            _error = ended.Exception?.InnerException;
            if (_error is null)
            {
                _value = ended.Result;
            }

            _isThere = true;
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>The answer; throws what the call threw.</summary>
    internal T Value
    {
        get
        {
            if (!_isThere)
            {
                throw new InvalidOperationException("The call was not answered.");
            }

            if (_error is not null)
            {
                ExceptionDispatchInfo.Throw(_error);
            }

            return _value!;
        }
    }
}
