using System.Diagnostics;
using System.Globalization;

namespace Supervision.Testing.Escapes;

/// <summary>Where the user's code is, found on the stack of the current thread, and what it calls there.</summary>
/// <param name="Text">File and line, or type and method where no symbols are; null when the engine and not the user's code called.</param>
/// <param name="Api">What is called, as in a program.</param>
/// <param name="IsLock">True for the entry of a lock, which others leave soon.</param>
/// <param name="IsLogging">True when a logger does it.</param>
internal readonly record struct CodePlace(string? Text, string Api, bool IsLock, bool IsLogging)
{
    private static readonly Dictionary<string, string> Apis = new(StringComparer.Ordinal)
    {
        ["Timer.TimerSetup"] = "new Timer",
        ["CancellationTokenSource.InitializeWithTimer"] = "new CancellationTokenSource(delay)",
        ["Task.GetResultCore"] = "Task.Result",
        ["Task.get_Result"] = "Task.Result",
        ["Task.InternalWait"] = "Task.Wait",
        ["TaskAwaiter.GetResult"] = "GetAwaiter().GetResult()",
        ["TaskAwaiter.HandleNonSuccessAndDebuggerNotification"] = "GetAwaiter().GetResult()",
        ["WaitHandle.WaitOneNoCheck"] = "WaitHandle.WaitOne",
        ["Task.InternalStartNew"] = "Task.Run",
        ["AsyncTaskMethodBuilder.SetResult"] = "the end of an async method",
    };

    /// <summary>How the text names it.</summary>
    internal string Description => Text is null ? Api : $"{Api} at {Text}";

    /// <summary>Where the calling code of a process is. Symbols are read under locks of the framework, for which other tests may wait too: as part
    /// of the process that would be seen as blocking, and looked for in the middle of a look.</summary>
    internal static CodePlace OfCaller()
    {
        SynchronizationContext? process = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Find();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(process);
        }
    }

    private static CodePlace Find()
    {
        string api = "?";
        bool isLock = false;
        bool isLogging = false;
        StackFrame[] frames = new StackTrace(0, fNeedFileInfo: false).GetFrames();
        for (int i = 0; i < frames.Length; i++)
        {
            if (DiagnosticMethodInfo.Create(frames[i]) is not { } method)
            {
                continue;
            }

            string assembly = method.DeclaringAssemblyName.Split(',')[0];
            string type = method.DeclaringTypeName ?? "";
            isLogging |= assembly.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal);
            isLock |= IsLockEntry(type, method.Name);
            if (IsStep(assembly, type, method.Name))
            {
                return new CodePlace(null, api, isLock, isLogging);
            }

            if (IsOfFramework(assembly))
            {
                api = ApiOf(type, method.Name);
            }
            else if (!IsOfLibrary(assembly))
            {
                // Files and lines are dear, so they are asked for one frame only.
                return new CodePlace(TextOf(new StackFrame(i, needFileInfo: true), type, method.Name), isLock ? "lock" : api, isLock, isLogging);
            }
        }

        return new CodePlace(null, api, isLock, isLogging);
    }

    private static bool IsLockEntry(string type, string method) =>
        (type == "System.Threading.Monitor" && method.Contains("Enter", StringComparison.Ordinal))
        || (type == "System.Threading.Lock" && method.Contains("Enter", StringComparison.Ordinal))
        || (type == "System.Threading.ReaderWriterLockSlim" && method.StartsWith("TryEnter", StringComparison.Ordinal));

    /// <summary>Beyond the step there is only whoever drives the simulation; a send passes through the scheduler and is no step.</summary>
    private static bool IsStep(string assembly, string type, string method) =>
        IsOfLibrary(assembly) && type.EndsWith("SimulationScheduler", StringComparison.Ordinal) && method != "Transmit";

    private static bool IsOfLibrary(string assembly) => assembly is "Supervision" or "Supervision.Testing";

    private static bool IsOfFramework(string assembly) =>
        assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static string ApiOf(string type, string method)
    {
        string name = Simple(type);
        if (method == ".ctor")
        {
            return $"new {name}";
        }

        string api = $"{name}.{method}";
        if (Apis.TryGetValue(api, out string? known))
        {
            return known;
        }

        return method.StartsWith("Internal", StringComparison.Ordinal) ? $"{name}.{method["Internal".Length..]}" : api;
    }

    private static string TextOf(StackFrame frame, string type, string method)
    {
        string? file = frame.GetFileName();
        return string.IsNullOrEmpty(file)
            ? $"{Simple(type)}.{Readable(type, method)}"
            : string.Create(CultureInfo.InvariantCulture, $"{file[(file.LastIndexOfAny(['/', '\\']) + 1)..]}:{frame.GetFileLineNumber()}");
    }

    /// <summary>The compiler's types hold the name of the method that they were made for.</summary>
    private static string Readable(string type, string method)
    {
        string made = method == "MoveNext" ? type : method;
        int open = made.LastIndexOf('<');
        int close = made.IndexOf('>', Math.Max(open, 0));
        return open >= 0 && close > open + 1 ? made[(open + 1)..close] : method;
    }

    private static string Simple(string type)
    {
        string[] nested = type.Split('+');
        string outer = Array.FindLast(nested, static part => !part.Contains('<', StringComparison.Ordinal)) ?? type;
        return outer[(outer.LastIndexOf('.') + 1)..].Split('`')[0];
    }
}
