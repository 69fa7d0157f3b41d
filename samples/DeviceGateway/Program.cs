using DeviceGateway;

return await GatewayCommandLine.New().RunAsync(args, GatewayProgram.RunAsync);
