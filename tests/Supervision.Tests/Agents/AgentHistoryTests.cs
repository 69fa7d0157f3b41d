using Supervision.Testing;

namespace Supervision.Tests.Agents;

/// <summary>Whatever the order of everything, and whoever is killed: what callers see is what one value in one place would have shown
/// them.</summary>
public sealed class AgentHistoryTests
{
    private const int Callers = 3;
    private const int CallsOfEach = 4;

    [Fact]
    public void Calls_InAnyOrder_AreLinearizable() => Simulation.Explore(
        static test => RunAsync(test, kills: 0, CountAsync), new ExplorationOptions { Schedules = 2000 });

    [Fact]
    public void Calls_WhileTheAgentIsKilled_AreLinearizableAndAllAnswered() => Simulation.Explore(
        static test => RunAsync(test, kills: 2, CountAsync), new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow });

    /// <summary>The history of callers that read and then write is none: the check sees the difference.</summary>
    [Fact]
    public void Calls_InTwoSteps_AreFoundNotToBeLinearizable() => Assert.Throws<ScheduleFailedException>(static () => Simulation.Explore(
        static test => RunAsync(test, kills: 0, CountInTwoStepsAsync), new ExplorationOptions { MaxShrinks = 0 }));

    private static async Task RunAsync(
        TestProcess test, int kills, Func<AgentRef<(int Incarnation, int Count)>, Task<(int Incarnation, int Count)?>> count)
    {
        int incarnation = 0;
        int clock = 0;
        List<Call> history = [];
        await test.StartSupervisedAsync(
            Agent.Child("agent", () => (Incarnation: ++incarnation, Count: 0), new() { Name = "agent" }));
        AgentRef<(int Incarnation, int Count)> agent = AgentRef<(int, int)>.ForName(test.Runtime, "agent");
        List<Pid> callers = [];
        for (int caller = 0; caller < Callers; caller++)
        {
            callers.Add(test.Spawn(CallAsync));
        }

        for (int kill = 0; kill < kills; kill++)
        {
            await test.DelayAsync(TimeSpan.FromMilliseconds(1));
            agent.Pid.Exit(ExitReason.Kill);
        }

        await Task.WhenAll(callers.Select(static pid => pid.WaitForExitAsync()));
        Assert.Equal(Callers * CallsOfEach, history.Count);
        AssertLinearizable(history);
        if (kills == 0)
        {
            Assert.Equal(Callers * CallsOfEach, (await agent.GetAsync(static state => state)).Count);
        }

        async Task CallAsync(ProcessContext process)
        {
            for (int call = 0; call < CallsOfEach; call++)
            {
                int began = ++clock;
                (int, int)? answer = await count(agent);
                history.Add(new Call(began, ++clock, answer));
                await process.DelayAsync(TimeSpan.FromMilliseconds(call % 2));
            }
        }
    }

    private static async Task<(int Incarnation, int Count)?> CountAsync(AgentRef<(int Incarnation, int Count)> agent)
    {
        try
        {
            return await agent.GetAndUpdateAsync(static state => (state, (state.Incarnation, state.Count + 1)));
        }
        catch (CallFailedException)
        {
            return null;
        }
    }

    private static async Task<(int Incarnation, int Count)?> CountInTwoStepsAsync(AgentRef<(int Incarnation, int Count)> agent)
    {
        (int Incarnation, int Count) seen = await agent.GetAsync(static state => state);
        await agent.UpdateAsync(_ => (seen.Incarnation, seen.Count + 1));
        return seen;
    }

    /// <summary>No answer came twice, and one that was there before a call began is older than its own.</summary>
    private static void AssertLinearizable(List<Call> history)
    {
        Call[] answered = [.. history.Where(static call => call.Answer is not null)];
        Assert.Equal(answered.Length, answered.Select(static call => call.Answer).Distinct().Count());
        foreach (Call later in answered)
        {
            Assert.All(
                answered.Where(call => call.Ended < later.Began),
                call => Assert.True(Comparer<(int, int)?>.Default.Compare(call.Answer, later.Answer) < 0, $"{call} before {later}"));
        }
    }

    private sealed record Call(int Began, int Ended, (int Incarnation, int Count)? Answer);
}
