namespace Supervision.Benchmarks.Twins;

/// <summary>Another means to an operation of ours.</summary>
internal abstract class TwinWorkload(string operation, string means) : Workload
{
    internal override string Operation => operation;

    internal override string Means => means;
}
