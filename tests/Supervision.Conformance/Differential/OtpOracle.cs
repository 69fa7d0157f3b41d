using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>Erlang/OTP in a process of its own, which records the traces of scenarios, many at a time.</summary>
internal sealed class OtpOracle : IAsyncDisposable
{
    private const int Jobs = 24;

    private readonly DirectoryInfo _folder;
    private readonly Process _erlang;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string[]>> _pending = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(2 * Jobs);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Task _reading;
    private int _requests;

    private OtpOracle(DirectoryInfo folder, Process erlang)
    {
        _folder = folder;
        _erlang = erlang;
        _reading = ReadAnswersAsync();
    }

    /// <summary>The release of OTP, such as 25; null when there is no Erlang here.</summary>
    internal static async Task<string?> FindReleaseAsync()
    {
        try
        {
            (int code, string text) = await RunAsync("erl", ["-noshell", "-eval", "io:put_chars(erlang:system_info(otp_release)), halt()."]);
            (int compiler, _) = await RunAsync("erlc", ["-help"]);
            return code == 0 && compiler <= 1 ? text.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    internal static async Task<OtpOracle> StartAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("otp-oracle");
        List<string> sources = [];
        foreach (string name in (string[])["oracle.erl", "oracle_script.erl", "oracle_trace.erl", "oracle_json.erl"])
        {
            await using Stream source = typeof(OtpOracle).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"{name} is not in the assembly.");
            sources.Add(Path.Combine(folder.FullName, name));
            await using FileStream file = File.Create(sources[^1]);
            await source.CopyToAsync(file);
        }

        (int code, string text) = await RunAsync("erlc", ["-o", folder.FullName, .. sources]);
        if (code != 0)
        {
            throw new InvalidOperationException($"erlc refused the oracle: {text}");
        }

        ProcessStartInfo start = new("erl", ["+S", "2:2", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none", "-noshell", "-pa", folder.FullName,
            "-run", "oracle", "serve", Jobs.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new OtpOracle(folder, Process.Start(start)!);
    }

    /// <summary>OTP's trace, line by line.</summary>
    internal async Task<string[]> RecordAsync(string name, JsonObject scenario)
    {
        JsonObject named = (JsonObject)scenario.DeepClone();
        named["name"] = name;
        string id = Interlocked.Increment(ref _requests).ToString(CultureInfo.InvariantCulture);
        TaskCompletionSource<string[]> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _free.WaitAsync();
        try
        {
            _pending[id] = answer;
            await _writing.WaitAsync();
            try
            {
                await _erlang.StandardInput.WriteAsync($"{id} {named.ToJsonString()}\n");
                await _erlang.StandardInput.FlushAsync();
            }
            finally
            {
                _writing.Release();
            }

            return await answer.Task;
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _erlang.StandardInput.Close();
        await _reading;
        await _erlang.WaitForExitAsync();
        _erlang.Dispose();
        _free.Dispose();
        _writing.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ReadAnswersAsync()
    {
        while (await _erlang.StandardOutput.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ', 3);
            if (words is not [string kind, string id, string rest] || !_pending.TryRemove(id, out TaskCompletionSource<string[]>? answer))
            {
                continue;
            }

            if (kind == "failed")
            {
                answer.SetException(new InvalidOperationException($"The recorder failed: {rest}"));
                continue;
            }

            string[] trace = new string[int.Parse(rest, CultureInfo.InvariantCulture)];
            for (int i = 0; i < trace.Length; i++)
            {
                trace[i] = await _erlang.StandardOutput.ReadLineAsync() ?? "";
            }

            answer.SetResult(trace);
        }

        foreach (TaskCompletionSource<string[]> answer in _pending.Values)
        {
            answer.TrySetException(new InvalidOperationException("Erlang has ended."));
        }
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text + await errors);
    }
}
