namespace Supervision.Stress;

/// <summary>A supervisor that is killed and its named worker, which must be gone before the next incarnation starts: OTP's race, R10 of the model.</summary>
public sealed class NameRaceTests
{
    [Fact]
    public async Task KilledSupervisor_AboveAnIdleNamedWorker_IsBackWithoutWastedStarts()
    {
        int kills = Load.Times(300);
        int wasted = 0;
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions
        {
            OnReport = report => wasted += report is Report.SupervisorTrouble { Path: "root", Context: "start_error" } ? 1 : 0,
        });
        SupervisorRef top = await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", root => root
            .Intensity(1_000_000, TimeSpan.FromSeconds(1))
            .OneForOne("middle", static middle => middle.Server("worker", static () => new Worker(), new ServerOptions { Name = "worker" }))));
        for (int i = 0; i < kills; i++)
        {
            ChildInfo middle = (await top.GetChildAsync("middle"))!;
            Pid worker = runtime.Find("worker");
            middle.Pid.Exit(ExitReason.Kill);
            await Load.UntilAsync(() => runtime.Find("worker") is { IsAlive: true } now && now != worker, "the worker is back");
            await Load.UntilAsync(() => top.GetChildAsync("middle").Result is { Status: ChildInfo.State.Running } now && now.Pid != middle.Pid, "its supervisor is back");
        }

        Load.Print($"{kills} kills, {wasted} wasted starts");
        Assert.True(wasted < kills / 10, $"{wasted} of {kills}");
    }
}
