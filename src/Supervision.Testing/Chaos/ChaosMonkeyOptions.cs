namespace Supervision.Testing;

/// <summary>Whom a <see cref="ChaosMonkey"/> kills, how often and when.</summary>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
public sealed record ChaosMonkeyOptions
{
    /// <summary>Who may be killed: processes whose specification has one of these tags; none, and nobody is.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>How much time is between two kills at least; the next is drawn between that and twice as much. One hour by default; more than
    /// zero.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From which time of day on; 9:00 by default.</summary>
    public TimeOnly From { get; init; } = new(9, 0);

    /// <summary>Until which time of day; 16:00 by default. Earlier than <see cref="From"/> for hours across midnight; the same for all day.</summary>
    public TimeOnly Until { get; init; } = new(16, 0);

    /// <summary>On which days; Monday to Friday by default. Hours after midnight belong to the day that has begun.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Where that time of day is read; null, the default, for the local time zone of the runtime's clock.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>A switch of your own, looked at before each kill: a file, a setting, an incident that is open; null, the default, for none. What it throws
    /// counts as no.</summary>
    public Func<bool>? MayKill { get; init; }
}
