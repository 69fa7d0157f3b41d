namespace Supervision.Testing;

/// <summary>At which of the times that code comes to a place something goes wrong. All properties have defaults, which together mean always.</summary>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
public sealed record FaultTrigger
{
    /// <summary>Always.</summary>
    public static FaultTrigger Always { get; } = new();

    /// <summary>How many times at most; null, the default, for any number. 0 or more.</summary>
    public int? Times { get; init; }

    /// <summary>After how many times at which all goes well; 0 by default.</summary>
    public int AfterHits { get; init; }

    /// <summary>How likely it is each time, from 0 to 1; 1 by default. Drawn from the runtime's seeded source.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>For how long, on the runtime's clock, from the moment at which it is set up; null, the default, for ever.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Which times are meant at all; the others are neither counted nor touched. Null, the default, for all. It runs where the code
    /// is, and only looks.</summary>
    public Func<FaultHit, bool>? Where { get; init; }
}
