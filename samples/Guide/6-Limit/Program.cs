using Supervision;

await using var runtime = new ProcessRuntime();

SupervisorRef alone = await runtime.StartSupervisorAsync(Supervisor.OneForOne("alone", Device));
Task<ExitReason> ends = alone.Pid.WaitForExitAsync();
await KillAsync(4);
Console.WriteLine($"alone, after 4 kills: {await ends}");

SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", children => children
    .Intensity(maxRestarts: 3, period: TimeSpan.FromMinutes(1))
    .Process("other", WaitAsync)
    .OneForOne("devices", Device)));
ends = root.Pid.WaitForExitAsync();
await KillAsync(16);
Console.WriteLine($"root above permanent devices, after 16 kills: {await ends}");

root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", children => children
    .Process("other", WaitAsync)
    .OneForOne("devices", Device, devices => devices with { Restart = Restart.Temporary })));
ChildInfo? devices = await root.GetChildAsync("devices");
ends = devices!.Pid.WaitForExitAsync();
await KillAsync(4);
Console.WriteLine($"temporary devices, after 4 kills: {await ends}");
Console.WriteLine((await TreeSnapshot.TakeAsync(root)).ToText());

void Device(SupervisorBuilder children) => children
    .Intensity(maxRestarts: 3, period: TimeSpan.FromMinutes(1))
    .Process("device", WaitAsync, new ProcessOptions { Name = "device" });

Task WaitAsync(ProcessContext context) => context.ReceiveAsync<string>().AsTask();

async Task KillAsync(int times)
{
    for (int i = 0; i < times; i++)
    {
        Pid device = await runtime.FindAsync("device");
        device.Exit(ExitReason.Kill);
        await device.WaitForExitAsync();
    }
}
