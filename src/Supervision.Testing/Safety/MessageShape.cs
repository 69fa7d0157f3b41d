using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Supervision.Testing.Safety;

/// <summary>How the values of one type are looked through.</summary>
internal sealed record MessageShape(MessagePart Part, IReadOnlyList<(string Name, FieldInfo Field)> Fields)
{
    private static readonly ConcurrentDictionary<Type, MessageShape> Known = new();

    private static readonly MessageShape Whole = new(MessagePart.Whole, []);

    internal static MessageShape Of(Type type) => Known.GetOrAdd(type, Create);

    private static MessageShape Create(Type type)
    {
        if (type.IsArray)
        {
            return new MessageShape(type.GetElementType()!.IsPrimitive ? MessagePart.Memory : MessagePart.Elements, []);
        }

        if (IsWhole(type))
        {
            return Whole;
        }

        if (IsOfTheFramework(type))
        {
            // Their fields are how they work, and may be filled in when they are read.
            return typeof(ICollection).IsAssignableFrom(type) || IsGenericCollection(type) ? new MessageShape(MessagePart.Elements, [])
                : IsPair(type) ? new MessageShape(MessagePart.Fields, FieldsOf(type))
                : Whole;
        }

        return new MessageShape(MessagePart.Fields, FieldsOf(type));
    }

    /// <summary>Values that cannot change, code, and the handles and values of the library: pids, references, reasons.</summary>
    private static bool IsWhole(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string)
        || typeof(Delegate).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type)
        || type.Assembly == typeof(Pid).Assembly || type.Assembly == typeof(MessageShape).Assembly;

    private static bool IsOfTheFramework(Type type) =>
        type.Assembly == typeof(object).Assembly || type.Assembly.GetName().Name is { } name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Only which interfaces are there is asked; one that was trimmed away is used by nobody.")]
    private static bool IsGenericCollection(Type type) =>
        Array.Exists(type.GetInterfaces(), static face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>));

    private static bool IsPair(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) || type.GetGenericTypeDefinition() == typeof(Nullable<>)
            || type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal) || type.Name.StartsWith("Tuple`", StringComparison.Ordinal));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was trimmed away is read by nobody, so that nobody can see it change.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above, for the fields of the base types.")]
    private static List<(string Name, FieldInfo Field)> FieldsOf(Type type)
    {
        List<(string Name, FieldInfo Field)> fields = [];
        for (Type? declaring = type; declaring is not null && declaring != typeof(object) && declaring != typeof(ValueType); declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                fields.Add((NameOf(field), field));
            }
        }

        return fields;
    }

    /// <summary>The property that the compiler has made the field for, or the field.</summary>
    private static string NameOf(FieldInfo field) =>
        field.Name is ['<', .. string rest] && rest.IndexOf('>', StringComparison.Ordinal) is > 0 and int end ? rest[..end] : field.Name;
}
