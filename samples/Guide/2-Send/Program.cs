using Supervision;

await using var runtime = new ProcessRuntime();

Pid shouter = runtime.Spawn(async context =>
{
    while (true)
    {
        Say say = await context.ReceiveAsync<Say>();
        say.From.Send(new Said(say.Text.ToUpperInvariant()));
    }
});

Pid asker = runtime.Spawn(async context =>
{
    shouter.Send(new Say("hello", context.Self));
    shouter.Send(new Say("out there", context.Self));

    // The second first: the other answer waits in the mailbox until somebody wants it.
    Said second = await context.ReceiveAsync<Said>(said => said.Text.StartsWith("OUT", StringComparison.Ordinal));
    Said first = await context.ReceiveAsync<Said>();
    Console.WriteLine($"{first.Text} {second.Text}");

    Said? third = await context.TryReceiveAsync<Said>(TimeSpan.FromMilliseconds(100));
    Console.WriteLine($"a third answer: {third?.Text ?? "none within 100 ms"}");
});

await asker.WaitForExitAsync();
Console.WriteLine($"sent to one that has ended: {asker.Send(new Said("too late"))}");

internal sealed record Say(string Text, Pid From);

internal sealed record Said(string Text);
