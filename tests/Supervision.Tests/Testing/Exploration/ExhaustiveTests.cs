using Supervision.Testing;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>Small programs of which it is known how many orders there are that somebody can tell apart.</summary>
public sealed class ExhaustiveTests
{
    [Fact]
    public void TwoSendersOfTwoMessages_OneReceiver_HaveSixOrders()
    {
        HashSet<string> orders = [];

        ExplorationReport report = Simulation.ExploreAll(async test =>
        {
            Task[] senders = [.. new[] { "a", "b" }.Select(name => Sender(test, test.Self, name))];
            string order = "";
            for (int i = 0; i < 4; i++)
            {
                order += await test.ReceiveAsync<string>();
            }

            await Task.WhenAll(senders);
            orders.Add(order);
        });

        Assert.Equal(6, orders.Count);
        Assert.True(report.IsExhausted);
        Assert.Equal(6, report.Complete);
    }

    [Fact]
    public void TwoClientsThatCallTwoServersAtOnce_HaveSixteenClasses()
    {
        HashSet<string> orders = [];

        ExplorationReport report = Simulation.ExploreAll(async test =>
        {
            List<string> seen = [];
            Pid[] servers = [.. new[] { "s", "t" }.Select(name => Answering(test, name, requests: 2, seen))];
            foreach (string name in new[] { "c", "d" })
            {
                Asking(test, name, servers, seen);
            }

            await test.IdleAsync();
            orders.Add(string.Join(' ', seen.Order(StringComparer.Ordinal)));
        });

        Assert.True(report.IsExhausted);
        Assert.Equal(16, orders.Count);
        Assert.Equal(16, report.Complete);
    }

    [Fact]
    public void ScheduleThatIsCut_BodyThatWaitsForOthers_GoesOnNoMore()
    {
        HashSet<string> ends = [];

        ExplorationReport report = Simulation.ExploreAll(async test =>
        {
            Pid first = test.Spawn(static context => context.ReceiveAsync<string>().AsTask());
            Pid second = test.Spawn(static context => context.ReceiveAsync<string>().AsTask());
            Task<ExitReason[]> ended = Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
            first.Send("end");
            second.Send("end");
            ends.UnionWith((await ended).Select(static reason => reason.ToString()!));
        });

        Assert.True(report.Cut > 0);
        Assert.Equal(["normal"], ends);
    }

    /// <summary>Notes in which order it was asked.</summary>
    private static Pid Answering(TestProcess test, string name, int requests, List<string> seen) => test.Spawn(async context =>
    {
        string order = name;
        for (int i = 0; i < requests; i++)
        {
            (Pid asker, string from) = await context.ReceiveAsync<(Pid, string)>();
            order += from;
            asker.Send(name);
        }

        seen.Add(order);
    });

    /// <summary>Asks all at once and notes in which order they answer.</summary>
    private static void Asking(TestProcess test, string name, Pid[] servers, List<string> seen) => test.Spawn(async context =>
    {
        foreach (Pid server in servers)
        {
            server.Send((context.Self, name));
        }

        string order = name;
        foreach (Pid _ in servers)
        {
            order += await context.ReceiveAsync<string>();
        }

        seen.Add(order);
    });

    private static Task<ExitReason> Sender(TestProcess test, Pid receiver, string name) => test.Spawn(_ =>
    {
        receiver.Send(name);
        receiver.Send(name.ToUpperInvariant());
        return Task.CompletedTask;
    }).WaitForExitAsync();
}
