using System.Diagnostics;
using System.Globalization;

namespace Supervision.Testing.Exploration;

/// <summary>Which failure it is: a plainer schedule counts only when it fails in the same way.</summary>
/// <param name="What">The type of the exception, and the id of one of the simulation.</param>
/// <param name="Site">The place in the user's code from which it was thrown.</param>
internal readonly record struct FailureKind(string What, string Site)
{
    internal static FailureKind Of(Exception failure)
    {
        string what = failure is SimulationException simulation ? simulation.Id : failure.GetType().FullName ?? "";
        return new FailureKind(what, SiteOf(failure, withFile: false));
    }

    /// <summary>File and line of the user's code, or its method when there are no symbols; empty when it was none of the user's code.</summary>
    internal static string PlaceOf(Exception failure) => SiteOf(failure, withFile: true);

    private static string SiteOf(Exception failure, bool withFile)
    {
        foreach (StackFrame frame in new StackTrace(failure, withFile).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is not { } method || IsNotOfUser(method.DeclaringAssemblyName))
            {
                continue;
            }

            string? file = withFile ? frame.GetFileName() : null;
            return file is not null
                ? string.Create(CultureInfo.InvariantCulture, $"{file[(file.LastIndexOfAny(['/', '\\']) + 1)..]}:{frame.GetFileLineNumber()}")
                : string.Create(CultureInfo.InvariantCulture, $"{method.DeclaringTypeName}.{method.Name}{(withFile ? "" : $"+{frame.GetILOffset()}")}");
        }

        return "";
    }

    private static bool IsNotOfUser(string assembly)
    {
        string name = assembly.Split(',')[0];
        return name is "Supervision" or "Supervision.Testing"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("nunit", StringComparison.OrdinalIgnoreCase);
    }
}
