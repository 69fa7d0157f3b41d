using FactConsumers.Checks;

var score = new Scoreboard();
await score.RunAsync("The program", () => ProgramChecks.StartAsync(score));
await score.RunAsync("SIGTERM", () => ProgramChecks.StopAsync(score));
await score.RunAsync("SIGTERM after order 66", () => ProgramChecks.StopAfterOrder66Async(score));
if (args is [var broker])
{
    await score.RunAsync("RabbitMQ: a wrong password", () => BrokerChecks.LoginRefusedAsync(score, broker));
    await score.RunAsync("RabbitMQ: SIGTERM", () => ProgramChecks.StopAsync(score, "--amqp", broker));
    await score.RunAsync("RabbitMQ: kill -9 of a replica", () => BrokerChecks.ReplicaKilledAsync(score, broker));
    await score.RunAsync("RabbitMQ: order 66 and healing", () => BrokerChecks.Order66Async(score, broker));
    await score.RunAsync("RabbitMQ: two replicas and one bad fact", () => BrokerChecks.OneAfterTheOtherAsync(score, broker));
    await score.RunAsync("RabbitMQ: dead letters", () => BrokerChecks.DeadLettersAsync(score, broker));
}

score.Close();
return score.Failed == 0 ? 0 : 1;
