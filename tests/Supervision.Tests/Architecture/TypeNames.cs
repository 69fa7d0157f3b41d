using System.Reflection;
using System.Runtime.CompilerServices;

namespace Supervision.Tests.Architecture;

/// <summary>Writes types as C# does, with nullable annotations, which metadata keeps as bytes in the order of the type's syntax tree.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The type of a parameter, field, property or return value, annotated as <paramref name="carrier"/> says.</summary>
    internal static string Annotated(Type type, ICustomAttributeProvider carrier, MemberInfo context)
    {
        byte[] flags = FlagsOf(carrier) ?? [];
        byte common = flags.Length == 1 ? flags[0] : flags.Length == 0 ? ContextOf(context) : (byte)0;
        int next = 0;
        return Write(type, () => flags.Length > 1 ? flags[next++] : common);
    }

    /// <summary>The type without annotations.</summary>
    internal static string Plain(Type type) => Write(type, () => 0);

    /// <summary>The type's own name with the types it is nested in, and with generic parameters.</summary>
    internal static string OfDeclaration(Type type) => Plain(type);

    /// <summary>What is known of a type parameter's nullness: 1 for notnull, 2 for anything.</summary>
    internal static byte FlagOf(Type parameter) =>
        FlagsOf(parameter)?[0] ?? ContextOf((MemberInfo?)parameter.DeclaringMethod ?? parameter.DeclaringType);

    private static string Write(Type type, Func<byte> nextFlag)
    {
        if (type.IsByRef)
        {
            return Write(type.GetElementType()!, nextFlag);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Write(underlying, nextFlag) + "?";
        }

        bool hasFlag = !type.IsValueType || type.IsGenericType;
        string mark = hasFlag && nextFlag() == 2 ? "?" : "";
        if (type.IsArray)
        {
            return Write(type.GetElementType()!, nextFlag) + "[]" + mark;
        }

        return (Keywords.TryGetValue(type, out string? keyword) ? keyword : Named(type, nextFlag)) + mark;
    }

    private static string Named(Type type, Func<byte> nextFlag)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string[] arguments = [.. type.GetGenericArguments().Select(argument => Write(argument, nextFlag))];
        if (type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
        {
            return $"({string.Join(", ", arguments)})";
        }

        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string name = type.Name.Split('`')[0];
        string own = arguments.Length > outer ? $"{name}<{string.Join(", ", arguments[outer..])}>" : name;
        return type.DeclaringType is { } declaring ? $"{Plain(declaring)}.{own}" : own;
    }

    private static byte[]? FlagsOf(ICustomAttributeProvider carrier)
    {
        object? attribute = carrier.GetCustomAttributes(inherit: false).FirstOrDefault(item => item is NullableAttribute);
        return (attribute as NullableAttribute)?.NullableFlags;
    }

    private static byte ContextOf(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            if (member.GetCustomAttribute<NullableContextAttribute>(inherit: false) is { } context)
            {
                return context.Flag;
            }
        }

        return 0;
    }
}
