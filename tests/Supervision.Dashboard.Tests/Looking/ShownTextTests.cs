using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Tests.Looking;

/// <summary>How a message is called on the page.</summary>
public sealed class ShownTextTests
{
    public static TheoryData<string, object> Messages => new()
    {
        { "String", "text" },
        { "Int32[]", new[] { 1 } },
        { "List<Pid>", new List<Pid>() },
        { "Dictionary<String, List<Int32>>", new Dictionary<string, List<int>>() },
        { "list of Int32", MadeByTheCompiler },
        { "unnamed type", new { Number = 1 } },
    };

    private static IReadOnlyList<int> MadeByTheCompiler => [1, 2];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Type_OfAMessage_IsNamedAsItsProgramWritesIt(string expected, object message) => Assert.Equal(expected, ShownText.TypeOf(message));
}
