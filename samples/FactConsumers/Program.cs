using FactConsumers;

return await FactsCommandLine.New().RunAsync(args, FactsProgram.RunAsync);
