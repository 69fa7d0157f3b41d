using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Supervision.Tests.Architecture;

/// <summary>The documentation of what is public says what the house promises that it says.</summary>
public sealed partial class DocumentationTests
{
    /// <summary>Types whose operations a reader who knows OTP looks up by OTP's names.</summary>
    private static readonly string[] SpeakOtp =
        ["Pid", "GenServer", "Server", "ServerRef", "ReplyTo", "ProcessContext", "ProcessRuntime", "Supervisor", "SupervisorRef", "DynamicSupervisor", "DynamicSupervisorRef"];

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void Documentation_HoldsNoPlaceholdersAndNoNoise(string assembly)
    {
        IEnumerable<string> offenders = new XmlDocs(assembly).Members
            .Where(member => Noise.IsMatch(member.Value.Value) || member.Value.Descendants().Any(IsEmpty))
            .Select(member => member.Key);

        Offenders.AssertNone(offenders);
    }

    [Fact]
    public void Operations_SayWhatTheyAreInOtp()
    {
        var docs = new XmlDocs("Supervision");

        IEnumerable<string> silent = Operations("Supervision")
            .Where(method => SpeakOtp.Contains(method.DeclaringType!.Name.Split('`')[0]))
            .Where(method => docs.Of(method) is { } text && !XmlDocs.IsInherited(text) && !SaysOtp(text))
            .Select(Describe);

        Offenders.AssertNone(silent);
    }

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void Operations_AreDocumented(string assembly)
    {
        var docs = new XmlDocs(assembly);

        Offenders.AssertNone(Operations(assembly).Where(method => docs.Of(method) is null).Select(Describe));
    }

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void Parameters_AreAllDocumented(string assembly)
    {
        var docs = new XmlDocs(assembly);

        IEnumerable<string> silent =
            from method in Operations(assembly)
            let text = docs.Of(method)
            where text is not null && !XmlDocs.IsInherited(text)
            from parameter in method.GetParameters()
            where ParameterText(text, parameter) is null
            select $"{Describe(method)}: {parameter.Name}";

        Offenders.AssertNone(silent);
    }

    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void DurationParameters_SayWhatInfiniteMeans(string assembly)
    {
        var docs = new XmlDocs(assembly);

        IEnumerable<string> silent =
            from method in Operations(assembly)
            let text = docs.Of(method)
            where text is not null && !XmlDocs.IsInherited(text)
            from parameter in method.GetParameters()
            where parameter.ParameterType == typeof(TimeSpan) || parameter.ParameterType == typeof(TimeSpan?)
            where ParameterText(text, parameter)?.ToString().Contains("infinit", StringComparison.OrdinalIgnoreCase) != true
            select $"{Describe(method)}: {parameter.Name}";

        Offenders.AssertNone(silent);
    }

    private static IEnumerable<MethodInfo> Operations(string assembly) =>
        from type in Repository.Shipped[assembly].GetExportedTypes()
        where !typeof(Delegate).IsAssignableFrom(type)
        from method in PublicApi.Members(type).OfType<MethodInfo>()
        where !method.IsSpecialName && method.GetBaseDefinition() == method && method.Name is not ("Equals" or "Dispose" or "DisposeAsync")
        select method;

    private static bool SaysOtp(XElement text) => text.Descendants("b").Any(bold => bold.Value == "OTP:");

    private static XElement? ParameterText(XElement text, ParameterInfo parameter) =>
        text.Elements("param").FirstOrDefault(item => item.Attribute("name")?.Value == parameter.Name);

    private static bool IsEmpty(XElement tag) =>
        tag.Name.LocalName is "summary" or "param" or "typeparam" or "returns" or "remarks" or "para" or "value" or "exception"
        && !tag.HasElements && string.IsNullOrWhiteSpace(tag.Value);

    private static string Describe(MethodInfo method) => $"{TypeNames.Plain(method.DeclaringType!)}.{method.Name}";

    [GeneratedRegex(@"\b(TBD|TODO|FIXME|XXX)\b|\bGets or sets\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Noise { get; }
}
