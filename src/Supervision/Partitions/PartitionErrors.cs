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
}
