using System.Globalization;
using System.Reflection;
using System.Xml.Linq;

namespace Supervision.Tests.Architecture;

/// <summary>The generated documentation of an assembly, by the compiler's names of its members.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    internal XmlDocs(string assembly) => _members = XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    internal IReadOnlyDictionary<string, XElement> Members => _members;

    /// <summary>The documentation of a method; null when it has none.</summary>
    internal XElement? Of(MethodBase method) => _members.GetValueOrDefault(NameOf(method));

    /// <summary>True when the documentation says that it is what the overridden member says.</summary>
    internal static bool IsInherited(XElement docs) => docs.Element("inheritdoc") is not null;

    private static string NameOf(MethodBase method)
    {
        string name = method.IsConstructor ? "#ctor" : method.Name;
        string arity = method.IsGenericMethod ? "``" + method.GetGenericArguments().Length.ToString(CultureInfo.InvariantCulture) : "";
        ParameterInfo[] parameters = method.GetParameters();
        string list = parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => NameOf(parameter.ParameterType)))})";
        return $"M:{method.DeclaringType!.FullName!.Replace('+', '.')}.{name}{arity}{list}";
    }

    private static string NameOf(Type type)
    {
        if (type.IsByRef)
        {
            return NameOf(type.GetElementType()!) + "@";
        }

        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition.ToString(CultureInfo.InvariantCulture);
        }

        if (!type.IsGenericType)
        {
            return type.FullName!.Replace('+', '.');
        }

        string name = type.GetGenericTypeDefinition().FullName!.Replace('+', '.').Split('`')[0];
        return $"{name}{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}";
    }
}
