using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Supervision.Conformance.Primitives;

/// <summary>One <c>erl</c> that plays programs, many at a time.</summary>
internal sealed class OtpNode : IDisposable
{
    /// <summary>How long one unit of a program's time lasts at first, in milliseconds; the Erlang side doubles it when the machine is too busy.</summary>
    private const int UnitMilliseconds = 80;

    private const int ProgramsAtATime = 24;

    private static readonly string[] Modules = ["primitives.erl", "primitives_process.erl"];

    private readonly DirectoryInfo _folder;
    private readonly Process _erl;

    private OtpNode(DirectoryInfo folder, Process erl)
    {
        _folder = folder;
        _erl = erl;
    }

    /// <summary>Compiles the Erlang side and starts it.</summary>
    /// <exception cref="ErlangMissingException">There is no Erlang, or it does not compile.</exception>
    internal static OtpNode Start()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("primitives");
        Compile(folder.FullName);
        Process erl = Run(
            "erl", "-noshell", "-pa", folder.FullName, "+sbwt", "none", "-run", "primitives", "main",
            ProgramsAtATime.ToString(CultureInfo.InvariantCulture), UnitMilliseconds.ToString(CultureInfo.InvariantCulture));
        return new OtpNode(folder, erl);
    }

    /// <summary>Plays programs; gives what was seen of each, by its number.</summary>
    internal Dictionary<int, List<StepRecord>> Play(IEnumerable<PrimitiveProgram> programs)
    {
        string input = Path.Combine(_folder.FullName, "programs.txt");
        string output = Path.Combine(_folder.FullName, "seen.txt");
        File.WriteAllText(input, string.Join("\n", programs), Encoding.ASCII);
        _erl.StandardInput.Write($"{input}\t{output}\n");
        _erl.StandardInput.Flush();
        string? answer = _erl.StandardOutput.ReadLine();
        return answer == "played"
            ? OtpTrace.Read(File.ReadLines(output))
            : throw new ErlangMissingException($"erl has ended: {answer}{_erl.StandardOutput.ReadToEnd()}");
    }

    public void Dispose()
    {
        _erl.StandardInput.Close();
        _erl.WaitForExit();
        _erl.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Compile(string folder)
    {
        string[] sources = [.. Modules.Select(module => Path.Combine(folder, module))];
        foreach ((string module, string source) in Modules.Zip(sources))
        {
            using Stream from = typeof(OtpNode).Assembly.GetManifestResourceStream(module)!;
            using FileStream to = File.Create(source);
            from.CopyTo(to);
        }

        using Process compiler = Run("erlc", ["-o", folder, .. sources]);
        string said = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new ErlangMissingException($"erlc does not compile the Erlang side: {said}");
        }
    }

    private static Process Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new ErlangMissingException($"{program} was not found; install Erlang/OTP 25 or newer (on Debian: apt-get install erlang-base).", error);
        }
    }
}
