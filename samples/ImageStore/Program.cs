using ImageStore;

return await StoreCommandLine.New().RunAsync(args, StoreProgram.RunAsync);
