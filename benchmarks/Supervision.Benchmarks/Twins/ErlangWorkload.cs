using System.Diagnostics;
using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>The operation in Erlang, each run a program of its own that says what it measured.</summary>
internal sealed class ErlangWorkload(string operation, int operations) : Workload
{
    private static readonly Lazy<string?> Compiled = new(Compile);

    /// <summary>Whether <c>erl</c> and <c>erlc</c> are installed.</summary>
    internal static bool IsInstalled => Compiled.Value is not null;

    /// <summary>What the virtual machine says of itself; empty when there is none.</summary>
    internal static string Version => IsInstalled
        ? Run("erl", "-noshell", "-eval", "io:format(\"OTP ~s, ERTS ~s\", [erlang:system_info(otp_release), erlang:system_info(version)]), halt().").Trim()
        : "";

    internal override string Operation => operation;

    internal override string Means => "beam";

    internal override int Operations => operations;

    internal override Task RunAsync(int operations) => MeasureAsync(operations);

    internal override Task<Cost> MeasureAsync(int operations)
    {
        string output = Run(
            "erl", "-noshell", "+P", "5000000", "-pa", Compiled.Value!, "-s", "workloads", "main", operation, operations.ToString(CultureInfo.InvariantCulture));
        const string Prefix = "result ";
        string? line = output.Split('\n').FirstOrDefault(static line => line.StartsWith(Prefix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"erl could not run {operation}: {output}");
        double nanoseconds = double.Parse(line.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
        return Task.FromResult(new Cost(nanoseconds, double.NaN, double.NaN));
    }

    private static string? Compile()
    {
        string sources = Path.Combine(AppContext.BaseDirectory, "Erlang");
        string target = Path.Combine(AppContext.BaseDirectory, "Erlang", "ebin");
        Directory.CreateDirectory(target);
        try
        {
            Run("erlc", ["-o", target, .. Directory.GetFiles(sources, "*.erl")]);
            return target;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed.
            return null;
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {output}");
    }
}
