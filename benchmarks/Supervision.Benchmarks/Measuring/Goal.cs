namespace Supervision.Benchmarks;

/// <summary>How much of the cost of a baseline ours may be; smaller is better.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Baseline">With what the baseline does it; empty for a plain number of bytes.</param>
/// <param name="Most">The ratio, or the number of bytes.</param>
/// <param name="Quantity">What is compared.</param>
internal sealed record Goal(string Operation, string Baseline, double Most, Quantity Quantity = Quantity.Time);
