using ItemsApi;

return await ItemsCommandLine.New().RunAsync(args, ItemsProgram.RunAsync);
