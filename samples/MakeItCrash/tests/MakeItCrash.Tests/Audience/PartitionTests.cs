namespace MakeItCrash.Tests;

public sealed class PartitionTests
{
    [Theory]
    [InlineData("Ann", "A–D")]
    [InlineData("dave", "A–D")]
    [InlineData("Eve", "E–K")]
    [InlineData("kim", "E–K")]
    [InlineData("Lou", "L–Q")]
    [InlineData("Queenie", "L–Q")]
    [InlineData("Rob", "R–Z")]
    [InlineData("zoe", "R–Z")]
    [InlineData("Émile", "E–K")]
    [InlineData("Ødegaard", "R–Z")]
    [InlineData("42", "R–Z")]
    [InlineData("李", "R–Z")]
    [InlineData("😀", "R–Z")]
    public void Of_Name_IsThePartitionOfItsFirstLetter(string name, string label) => Assert.Equal(label, Partition.Of(name).Label);
}
