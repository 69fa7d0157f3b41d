namespace Supervision.Dashboard.Checks;

/// <summary>Names and messages that are meant to break a page.</summary>
internal static class HostileNames
{
    public const string Markup = "<img src=x onerror=pwned=1>";

    public static readonly string[] All =
    [
        Markup,
        "R\"></script><script>pwned=1</script>",
        new string('W', 20_000),
        "A\u0001\u0007\u001b[2JB\nC",
        "\u202EdesreveR\u2066",
        "L\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u0301\u0302\u0303\u0304",
        "فاطمة",
        "/* page.css */${alert(1)}{{1}}",
    ];
}
