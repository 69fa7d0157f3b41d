using System.Globalization;

namespace Supervision.Partitions;

/// <summary>What is said of partitions that cannot be.</summary>
internal static class PartitionErrors
{
    internal static void CheckCount(int partitions)
    {
        if (partitions < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions), partitions, "The number of partitions is 1 or more. Environment.ProcessorCount is a good one for work that needs the processor.");
        }
    }

    internal static void CheckSize(int partitions, int declared)
    {
        if (partitions < 0 || partitions > declared)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions), partitions, string.Create(CultureInfo.InvariantCulture, $"The number of partitions is from 0 to {declared}, as many as were declared. Declare more to have more."));
        }
    }

    internal static InvalidOperationException None(string id) => new(
        $"'{id}' has no partitions, so no key has one. Ask for partitions with ResizeAsync first.");

    internal static InvalidOperationException NotStarted(string id) => new($"'{id}' has not been started, so it cannot be resized. Declare it with the number that it is to have.");

    internal static InvalidOperationException Resizing(string id) => new($"'{id}' is being resized. Wait until that is done.");
}
