using Services.Checks;

var score = new Scoreboard();
await score.RunAsync("The page's outputs", () => PageChecks.OutputsAsync(score));
await score.RunAsync("Prerequisites", () => ServiceChecks.RefuseAsync(score));
await score.RunAsync("Addresses", () => ServiceChecks.ListenAsync(score));
await score.RunAsync("Three services as compose.yaml says", () => ServiceChecks.StartAsync(score));
await score.RunAsync("kill -9 of the ledger", () => ServiceChecks.KillAsync(score));
await score.RunAsync("A ledger that hangs", () => ServiceChecks.SilenceAsync(score));
await score.RunAsync("Failure rates", () => ServiceChecks.RateAsync(score));
score.Close();
return score.Failed == 0 ? 0 : 1;
