namespace Supervision.Benchmarks;

/// <summary>What one operation cost; NaN for what was not measured.</summary>
internal readonly record struct Cost(double Nanoseconds, double Allocated, double Retained)
{
    internal double Of(Quantity quantity) => quantity switch
    {
        Quantity.Allocated => Allocated,
        Quantity.Retained => Retained,
        _ => Nanoseconds,
    };
}

/// <summary>What is compared.</summary>
internal enum Quantity
{
    Time,
    Allocated,
    Retained,
}
