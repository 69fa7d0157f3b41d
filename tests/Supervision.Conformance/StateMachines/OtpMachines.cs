using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Supervision.Conformance.Primitives;

namespace Supervision.Conformance.StateMachines;

/// <summary>Plays programs on the gen_statem of the installed OTP.</summary>
internal static class OtpMachines
{
    private const string Module = "machines.erl";

    /// <summary>What was seen of each program, by its number.</summary>
    internal static Dictionary<int, string> Play(IEnumerable<MachineProgram> programs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("machines");
        try
        {
            string source = Path.Combine(folder.FullName, Module);
            using (Stream from = typeof(OtpMachines).Assembly.GetManifestResourceStream(Module)!)
            using (FileStream to = File.Create(source))
            {
                from.CopyTo(to);
            }

            string input = Path.Combine(folder.FullName, "programs.terms");
            string output = Path.Combine(folder.FullName, "seen.txt");
            File.WriteAllLines(input, programs.Select(static program => program.ToString()));
            Run("erlc", "-o", folder.FullName, source);
            Run("erl", "-noshell", "-pa", folder.FullName, "-run", "machines", "main", input, output, "-s", "init", "stop");
            return File.ReadLines(output).Select(static line => line.Split('|')).ToDictionary(
                static parts => int.Parse(parts[0], CultureInfo.InvariantCulture), static parts => parts[1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new ErlangMissingException($"{program} has ended with {process.ExitCode}: {said}");
            }
        }
        catch (Win32Exception error)
        {
            throw new ErlangMissingException($"{program} was not found; install Erlang/OTP 25 or newer (on Debian: apt-get install erlang-base).", error);
        }
    }
}
