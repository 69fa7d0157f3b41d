using DeviceSimulator;

return await SimulatorCommandLine.New().RunAsync(args, SimulatorProgram.RunAsync);
