using System.Reflection;

namespace Supervision.Conformance.Cases.Table;

/// <summary>A test of this assembly that restates a published case.</summary>
/// <param name="Name">Class and method.</param>
/// <param name="Case">What it says that it restates.</param>
internal sealed record CoveringTest(string Name, OtpCaseAttribute Case)
{
    /// <summary>All of them, in the order of their names. A method that the runner does not run covers nothing.</summary>
    internal static IReadOnlyList<CoveringTest> All { get; } =
    [
        .. from type in typeof(CoveringTest).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
           where IsRun(method)
           from restated in method.GetCustomAttributes<OtpCaseAttribute>()
           let name = $"{type.Name}.{method.Name}"
           orderby name
           select new CoveringTest(name, restated),
    ];

    /// <summary>Methods that carry a case and are not tests that run.</summary>
    internal static IEnumerable<string> Idle { get; } =
        from type in typeof(CoveringTest).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
        where method.IsDefined(typeof(OtpCaseAttribute)) && !IsRun(method)
        select $"{type.Name}.{method.Name}";

    private static bool IsRun(MethodInfo method) =>
        method.IsPublic && method.DeclaringType!.IsPublic && method.GetCustomAttribute<FactAttribute>() is { Skip: null };
}
