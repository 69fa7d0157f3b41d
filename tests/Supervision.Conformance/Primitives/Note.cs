namespace Supervision.Conformance.Primitives;

/// <summary>What programs send.</summary>
/// <param name="Text">As traces write it: <c>m7@p1</c>, or the name of the timer that brings it.</param>
internal sealed record Note(string Text)
{
    public override string ToString() => Text;
}
