namespace MakeItCrash;

/// <summary>Something that has happened, in words.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Time">When, to the millisecond.</param>
/// <param name="Kind">What, for colours.</param>
/// <param name="Label">To whom.</param>
/// <param name="Text">The rest.</param>
internal sealed record Moment(int Number, string Time, MomentKind Kind, string Label, string Text)
{
    /// <summary>A line for the terminal.</summary>
    public override string ToString() => $"{Time} {Label,-11} {Text}";
}
