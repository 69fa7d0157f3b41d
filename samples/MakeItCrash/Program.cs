using MakeItCrash;

return await CrashCommandLine.New().RunAsync(args, CrashProgram.RunAsync);
