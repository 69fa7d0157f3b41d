using System.Text;

namespace DeviceSimulator;

/// <summary>Executes what a person types or a program sends.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
internal sealed class FieldOperator(ProcessRuntime runtime, IReadOnlyList<DevicePort> ports)
{
    /// <summary>What can be typed while the program runs, or sent to the port of the commands.</summary>
    public const string Help = """
          cut 3        nobody can connect to it, and its connections are closed
          drop 3       its connections are closed; it takes new ones
          hang 3       it is silent: connections stay, and nothing is answered
          bonkers 3    it answers garbage
          heal 3       it is well again
          list 3       its port, how it is, the last reading it made and the last that it was told is safe
        For 3 there can be 3-9, 3,5,7 or all.
        """;

    /// <summary>Executes one command.</summary>
    /// <returns>Completes with the answer, whose last line is <c>ok</c>, or begins with <c>no:</c> and says what is wrong.</returns>
    public async Task<string> ExecuteAsync(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is [] or ["help"])
        {
            return $"{Help}\nok";
        }

        if (words.Length != 2 || !DeviceNumbers.TryParse(words[1], ports.Count, out IReadOnlyList<int> devices))
        {
            return Invariant($"no: expected a command and devices from 1 to {ports.Count}, such as 'cut 17', 'heal 3-9' or 'list all'");
        }

        if (Find(words[0]) is not { } act)
        {
            return $"no: there is no command '{words[0]}'; there are cut, drop, hang, bonkers, heal and list";
        }

        var said = new StringBuilder();
        foreach (int device in devices)
        {
            said.Append(await act(device));
        }

        return said.Append("ok").ToString();
    }

    private Func<int, Task<string>>? Find(string command) => command switch
    {
        "cut" => StopListeningAsync,
        "drop" => async device => await StopListeningAsync(device) + await ListenAsync(device),
        "hang" => device => BecomeAsync(device, DeviceMode.Silent),
        "bonkers" => device => BecomeAsync(device, DeviceMode.Bonkers),
        "heal" => async device => await BecomeAsync(device, DeviceMode.Well) + await ListenAsync(device),
        "list" => ListAsync,
        _ => null,
    };

    private async Task<string> StopListeningAsync(int device)
    {
        await SupervisorOf(device).TerminateChildAsync(DeviceTree.Listener);
        return "";
    }

    private async Task<string> ListenAsync(int device)
    {
        ChildResult result = await SupervisorOf(device).RestartChildAsync(DeviceTree.Listener);
        return result is ChildResult.Failed failed ? Invariant($"{device} {failed.Reason}\n") : "";
    }

    private async Task<string> BecomeAsync(int device, DeviceMode mode)
    {
        await DeviceOf(device).CallAsync(new DeviceMessage.Become(mode));
        return "";
    }

    private async Task<string> ListAsync(int device)
    {
        DeviceState state = await DeviceOf(device).CallAsync(new DeviceMessage.Look());
        bool isListening = await SupervisorOf(device).GetChildAsync(DeviceTree.Listener) is { Pid.IsAlive: true };
        string mode = isListening ? state.Mode.ToString() : "Cut";
        return Invariant($"{device} port {ports[device - 1].Number} {mode} last {state.Last} safe {state.Safe}\n");
    }

    private ServerRef<DeviceMessage> DeviceOf(int number) => ServerRef<DeviceMessage>.ForName(runtime, DeviceTree.NameOf(number));

    private SupervisorRef SupervisorOf(int number) => SupervisorRef.ForName(runtime, DeviceTree.SupervisorOf(number));
}
