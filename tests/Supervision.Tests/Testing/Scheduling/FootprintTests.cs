using Supervision.Testing.Scheduling;

namespace Supervision.Tests.Testing.Scheduling;

public sealed class FootprintTests
{
    [Theory]
    [InlineData(1, true, 1, true, true)]
    [InlineData(1, true, 1, false, true)]
    [InlineData(1, false, 1, false, false)]
    [InlineData(1, true, 2, true, false)]
    public void Meets_TwoUses_OnlyWhenOneChangesTheSameThing(ulong first, bool firstChanges, ulong second, bool secondChanges, bool meets)
    {
        Footprint one = Of(first, firstChanges);
        Footprint other = Of(second, secondChanges);

        Assert.Equal(meets, one.Meets(other));
        Assert.Equal(meets, other.Meets(one));
    }

    [Fact]
    public void Meets_StepOfWhichNothingIsKnown_Always()
    {
        Footprint all = new();
        all.AddEverything();

        Assert.True(all.Meets(new Footprint()));
        Assert.True(new Footprint().Meets(all));
        all.Clear();
        Assert.False(all.Meets(Of(1, true)));
    }

    [Fact]
    public void Add_OtherFootprint_TouchesAllOfIt()
    {
        Footprint both = Of(1, true);
        both.Add(Of(2, false));

        Assert.True(both.Meets(Of(2, true)));
        Assert.False(both.Meets(Of(2, false)));
        Assert.True(both.Meets(Of(1, false)));
    }

    private static Footprint Of(ulong thing, bool changes)
    {
        Footprint footprint = new();
        footprint.Add(thing, changes);
        return footprint;
    }
}
