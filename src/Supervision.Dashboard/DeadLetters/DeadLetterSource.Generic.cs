using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.DeadLetters;

/// <summary>A queue of dead letters of one type.</summary>
/// <typeparam name="T">The type of its messages.</typeparam>
internal sealed class DeadLetterSource<T>(string name, Func<T, string>? describe) : DeadLetterSource(name)
{
    private const string Gone = "There is no such dead letter, or it is being handled just now.";

    internal override async Task<DeadLetterPage> ListAsync(ProcessRuntime runtime, int max)
    {
        try
        {
            DeadLetterQueueRef<T> queue = Find(runtime);
            DeadLetterQueue.Counts counts = await queue.CountAsync().ConfigureAwait(false);
            IReadOnlyList<DeadLetterEntry<T>> entries = await queue.ListAsync(max).ConfigureAwait(false);
            return new DeadLetterPage(Shown, "", counts.Waiting, counts.Added, counts.Requeued, counts.Dropped, counts.Refused, [.. entries.Select(Row)]);
        }
        catch (CallFailedException)
        {
            return new DeadLetterPage(Shown, "The queue does not run now.", 0, 0, 0, 0, 0, []);
        }
    }

    internal override Task<string> DropAsync(ProcessRuntime runtime, long id) =>
        AnswerAsync(async () => await Find(runtime).DropAsync(id).ConfigureAwait(false) ? "" : Gone);

    internal override Task<string> HoldAsync(ProcessRuntime runtime, long id, DateTimeOffset? until) =>
        AnswerAsync(async () => await Find(runtime).HoldAsync(id, until).ConfigureAwait(false) ? "" : Gone);

    internal override Task<string> RequeueAsync(ProcessRuntime runtime, long id) => AnswerAsync(async () =>
        await Find(runtime).RequeueAsync(id).ConfigureAwait(false) switch
        {
            RequeueResult.Done => "",
            RequeueResult.Failed(var reason) => $"It failed again: {ShownText.Of(reason, ShownText.Sentence)}",
            _ => Gone,
        });

    private string Shown => ShownText.Cut(Name, ShownText.Name);

    private static async Task<string> AnswerAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (CallTimeoutException)
        {
            return "It takes longer than the page waits; look at the queue later.";
        }
        catch (CallFailedException)
        {
            return "The queue does not run now.";
        }
    }

    private DeadLetterQueueRef<T> Find(ProcessRuntime runtime) => DeadLetterQueueRef<T>.ForName(runtime, Name);

    private DeadLetterPage.Row Row(DeadLetterEntry<T> entry) => new(
        entry.Id, Describe(entry.Message), ShownText.Cut(entry.Reason, ShownText.Sentence), entry.Attempts, entry.At, entry.HeldUntil);

    private string Describe(T message)
    {
        try
        {
            return ShownText.Cut(describe?.Invoke(message) ?? ShownText.TypeOf(message), ShownText.Sentence);
        }
        // Foreign code; a message that cannot be described is a dead letter all the same.
        catch (Exception error)
        {
            return $"(could not be described: {error.GetType().Name})";
        }
    }
}
