using MakeItCrash.Checks;

if (args is not [{ } executable, .. { Length: <= 1 } rest] || !File.Exists(executable))
{
    await Console.Error.WriteLineAsync("Usage: MakeItCrash.Checks CHROMIUM [DIRECTORY]   (the executable of Chromium, and where screenshots go)");
    return 2;
}

using IPlaywright playwright = await Playwright.CreateAsync();
await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
var score = new Scoreboard();
var checks = new PageChecks(score, browser, rest.FirstOrDefault());
await score.RunAsync("A crash, seen by two people", checks.CrashAsync);
await score.RunAsync("Before the program has told anything", checks.SilenceAsync);
await score.RunAsync("The StateServer is killed", checks.KillStateAsync);
await score.RunAsync("The keyboard alone", checks.KeyboardAsync);
await score.RunAsync("Many pages", checks.ManyPagesAsync);
await score.RunAsync("The program is stopped and started again", checks.ProgramRestartAsync);
await score.RunAsync("Hostile names, small and large, light and dark", checks.LooksAsync);
score.Close();
return score.Failed == 0 ? 0 : 1;
