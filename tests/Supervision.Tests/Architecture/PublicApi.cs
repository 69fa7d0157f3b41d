using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Supervision.Tests.Architecture;

/// <summary>Writes what an assembly promises: its public types and members, one line each, in a stable order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(TypeNames.OfDeclaration, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (string line in Members(type).Select(Line).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>What a user of the type sees: no accessors, nothing that the compiler adds to records.</summary>
    internal static IEnumerable<MemberInfo> Members(Type type) =>
        typeof(Delegate).IsAssignableFrom(type)
            ? type.GetMethods(Declared).Where(method => method.Name == "Invoke")
            : type.GetMembers(Declared).Where(member => member switch
            {
                MethodInfo method => IsVisible(method) && !IsGenerated(method)
                    && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
                ConstructorInfo constructor => IsVisible(constructor) && !IsGenerated(constructor),
                PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && !IsGenerated(property) && property.Name != "EqualityContract",
                FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
                EventInfo item => IsVisible(item.AddMethod!),
                _ => false,
            });

    internal static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Header(Type type)
    {
        IEnumerable<string> bases = type.GetInterfaces()
            .Except(type.BaseType?.GetInterfaces() ?? [])
            .Where(item => item.IsVisible)
            .Select(TypeNames.Plain)
            .Order(StringComparer.Ordinal);
        if (type.IsEnum)
        {
            bases = [];
        }
        else if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(MulticastDelegate))
        {
            bases = bases.Prepend(TypeNames.Plain(parent));
        }

        string list = string.Join(", ", bases);
        return $"public {Kind(type)} {TypeNames.OfDeclaration(type)}{(list.Length > 0 ? " : " + list : "")}{Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        bool isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return isRecord ? kind.Replace("struct", "record struct", StringComparison.Ordinal).Replace("class", "record", StringComparison.Ordinal) : kind;
    }

    private static string Line(MemberInfo member) => member switch
    {
        FieldInfo { DeclaringType.IsEnum: true } field =>
            $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{Access(field.IsPublic)} {(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}"
            + $"{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Annotated(field.FieldType, field, field.DeclaringType!)} {field.Name}",
        ConstructorInfo constructor => $"{Access(constructor.IsPublic)} {constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        PropertyInfo property => Property(property),
        EventInfo item => $"event {TypeNames.Plain(item.EventHandlerType!)} {item.Name}",
        MethodInfo method => $"{Attributes(method)}{Access(method.IsPublic)} {Modifiers(method)}"
            + $"{TypeNames.Annotated(method.ReturnType, method.ReturnParameter, method)} {method.Name}{GenericParameters(method)}({Parameters(method)})"
            + Constraints(method.GetGenericArguments()),
        _ => member.Name,
    };

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsVisible)];
        bool isPublic = Array.Exists(accessors, accessor => accessor.IsPublic);
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        IEnumerable<string> words = accessors.Select(accessor =>
            (isPublic && !accessor.IsPublic ? "protected " : "") + (accessor.ReturnType != typeof(void) ? "get;" : IsInit(accessor) ? "init;" : "set;"));
        string index = property.GetIndexParameters() is { Length: > 0 } ? $"[{Parameters(property.GetIndexParameters(), accessors[0])}]" : "";
        return $"{Access(isPublic)} {required}{Modifiers(accessors[0])}{TypeNames.Annotated(property.PropertyType, property, accessors[0])} "
            + $"{property.Name}{index} {{ {string.Join(' ', words)} }}";
    }

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Access(bool isPublic) => isPublic ? "public" : "protected";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true } when method.GetBaseDefinition() != method => method is { IsFinal: true, DeclaringType.IsSealed: false } ? "sealed override " : "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Attributes(ICustomAttributeProvider carrier) => string.Concat(carrier.GetCustomAttributes(inherit: false)
        .Select(attribute => attribute.GetType())
        .Where(type => type.Namespace == "System.Diagnostics.CodeAnalysis" || type == typeof(ObsoleteAttribute))
        .Select(type => $"[{type.Name.Replace("Attribute", "", StringComparison.Ordinal)}] ")
        .Order(StringComparer.Ordinal));

    private static string Parameters(MethodBase method)
    {
        string list = Parameters(method.GetParameters(), method);
        return method.IsDefined(typeof(ExtensionAttribute)) ? "this " + list : list;
    }

    private static string Parameters(ParameterInfo[] parameters, MethodBase owner) =>
        string.Join(", ", parameters.Select(parameter => Parameter(parameter, owner)));

    private static string Parameter(ParameterInfo parameter, MethodBase owner)
    {
        string passing = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => parameter.IsIn ? "in " : "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "",
        };
        string value = parameter.HasDefaultValue ? " = " + Default(parameter) : "";
        return $"{Attributes(parameter)}{passing}{TypeNames.Annotated(parameter.ParameterType, parameter, owner)} {parameter.Name}{value}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        object other => string.Create(CultureInfo.InvariantCulture, $"{other}"),
    };

    private static string GenericParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Select(Constraint));

    private static string Constraint(Type parameter)
    {
        if (!parameter.IsGenericParameter)
        {
            return "";
        }

        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        List<string> words = [];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            words.Add("class");
        }

        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        words.AddRange(isStruct ? ["struct"] : []);
        words.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(TypeNames.Plain));
        words.AddRange(!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : []);
        words.AddRange(words.Count == 0 && IsNotNull(parameter) ? ["notnull"] : []);
        return words.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", words)}";
    }

    private static bool IsNotNull(Type parameter) => TypeNames.FlagOf(parameter) == 1;
}
