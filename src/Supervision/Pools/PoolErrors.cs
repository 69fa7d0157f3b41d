using System.Globalization;

namespace Supervision.Pools;

/// <summary>What is said of pools that cannot be, and of messages that they do not take.</summary>
internal static class PoolErrors
{
    internal static PoolOptions<TMessage> Checked<TMessage>(PoolOptions<TMessage> options)
        where TMessage : notnull
    {
        CheckSize(options.Size, nameof(options.Size));
        CheckSize(options.MaxAttempts, nameof(options.MaxAttempts));
        if (options.Queue < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Queue, "The Queue of a pool is 0 or more, or null for any number.");
        }

        if (options.WhenFull is not (MailboxFullMode.Reject or MailboxFullMode.Wait))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.WhenFull, "A pool drops nothing that it has taken. Set WhenFull to Reject or to Wait.");
        }

        return options.Key is not null || options.Routing is PoolRouting.FirstFree or PoolRouting.RoundRobin ? options : throw new ArgumentException(
            $"Routing {options.Routing} needs a Key: the function that says which messages belong together.", nameof(options));
    }

    internal static void CheckSize(int value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} of a pool is at least 1.");
        }
    }

    internal static CallFailure Full(object message, Pid pool, int limit) => new(
        CallFailureCause.Overloaded,
        new ExitReason.Custom("overloaded"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"Pool {pool} did not take {message.GetType().Name}: {limit} messages wait already. Slow down, add workers, or raise PoolOptions.Queue."));

    internal static InvalidOperationException NoKey() => new("It returned null.");

    internal static CallFailure Keyless(object message, Pid pool, Exception error) => new(
        CallFailureCause.Rejected,
        new ExitReason.Crashed(error),
        $"Pool {pool} did not take {message.GetType().Name}: its PoolOptions.Key has no key for it. {error.Message} Give every message a key.");
}
