using Supervision.Dashboard.Checks;

if (args is not [{ } executable, .. { Length: <= 1 } rest] || !File.Exists(executable))
{
    await Console.Error.WriteLineAsync("Usage: Supervision.Dashboard.Checks CHROMIUM [DIRECTORY]   (the executable of Chromium, and where screenshots go)");
    return 2;
}

using IPlaywright playwright = await Playwright.CreateAsync();
await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
var score = new Scoreboard();
var checks = new PageChecks(score, browser);
await score.RunAsync("Before the program has told anything", checks.SilenceAsync);
await score.RunAsync("A crash", checks.CrashAsync);
await score.RunAsync("Who may do what", checks.PermissionsAsync);
await score.RunAsync("Dead letters", checks.DeadLettersAsync);
await score.RunAsync("The keyboard alone", checks.KeyboardAsync);
await score.RunAsync("The program is stopped and started again", checks.ProgramRestartAsync);
await score.RunAsync("A hundred thousand children", checks.ManyChildrenAsync);
await score.RunAsync("Hostile names, narrow and wide, light and dark", new LookChecks(score, browser, rest.FirstOrDefault()).LooksAsync);
score.Close();
return score.Failed == 0 ? 0 : 1;
