using System.Globalization;

namespace Supervision.DeadLetters;

/// <summary>What is said of queues, stores and consumers of dead letters that cannot be.</summary>
internal static class DeadLetterErrors
{
    internal static DeadLetterQueueOptions<T> Checked<T>(DeadLetterQueueOptions<T> options)
    {
        CheckCount(options.Capacity, nameof(options.Capacity));
        return options.WhenFull != MailboxFullMode.Wait ? options : throw new ArgumentOutOfRangeException(
            nameof(options), options.WhenFull, "A full queue of dead letters lets nobody wait: it waits for a person. Set WhenFull to Reject, DropOldest or DropNewest.");
    }

    internal static void CheckCount(int value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1.");
        }
    }

    internal static CallFailure Full(object? message, string queue) => new(
        CallFailureCause.Overloaded,
        new ExitReason.Custom("overloaded"),
        $"The queue of dead letters {queue} is full and took no {message?.GetType().Name}. Handle or drop some of it, raise its Capacity, or let it drop.");

    internal static InvalidDataException Corrupt(string file, long at) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The file of dead letters '{file}' is damaged at byte {at}, and not only at its end: something else has written to it. Move it away and look at it; nothing of it was changed."));
}
