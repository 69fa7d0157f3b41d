namespace Supervision;

/// <summary>Where a queue of dead letters keeps its messages over restarts.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <remarks>
/// <para>Used by the queue's process only, one operation after the other. What an operation throws ends that process; its supervisor starts it again,
/// and it loads what is there. A message is acknowledged to whoever has added it when <see cref="PutAsync"/> has completed.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
public interface IDeadLetterStore<T>
{
    /// <summary>Reads everything that was put and not removed.</summary>
    /// <returns>Completes with it, in any order. Called at each start of the queue, before anything else.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    ValueTask<IReadOnlyList<DeadLetterEntry<T>>> LoadAsync();

    /// <summary>Keeps an entry, in place of the one with the same number if there is one.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Completes when it cannot be lost any more.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    ValueTask PutAsync(DeadLetterEntry<T> entry);

    /// <summary>Forgets an entry.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Completes when it will not be loaded any more.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    ValueTask RemoveAsync(long id);
}
