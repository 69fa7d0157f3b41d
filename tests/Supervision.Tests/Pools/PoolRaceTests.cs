using Supervision.Testing;

namespace Supervision.Tests.Pools;

/// <summary>Whatever the order of everything, and whoever is killed: no call without an answer, and nothing that was taken is lost.</summary>
public sealed class PoolRaceTests
{
    private const int Users = 4;
    private const int JobsOfEach = 4;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly ExplorationOptions Many = new() { Schedules = 1000, Crashes = CrashPolicy.Allow, DeterminismChecks = 1 };

    public static TheoryData<PoolRouting, InFlightPolicy> Ways { get; } = new()
    {
        { PoolRouting.FirstFree, InFlightPolicy.FailCaller },
        { PoolRouting.FirstFree, InFlightPolicy.Requeue },
        { PoolRouting.RoundRobin, InFlightPolicy.Requeue },
        { PoolRouting.ByKey, InFlightPolicy.FailCaller },
        { PoolRouting.Sticky, InFlightPolicy.Requeue },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Jobs_WhileAnybodyIsKilled_AreAnsweredOrTold(PoolRouting routing, InFlightPolicy policy) => Simulation.Explore(
        test => RunAsync(test, Options(routing, policy)), Many, $"{nameof(PoolRaceTests)} {routing} {policy}");

    [Theory]
    [MemberData(nameof(Ways))]
    public void Jobs_WhileThePoolIsResizedAndAnybodyIsKilled_AreAnsweredOrTold(PoolRouting routing, InFlightPolicy policy) => Simulation.Explore(
        test => RunAsync(test, Options(routing, policy), [3, 1, 2]), Many, $"{nameof(PoolRaceTests)} resized {routing} {policy}");

    [Theory]
    [MemberData(nameof(Ways))]
    public void Jobs_WhileTwoResizeThePoolAndAnybodyIsKilled_AreAnsweredOrTold(PoolRouting routing, InFlightPolicy policy) => Simulation.Explore(
        test => RunAsync(test, Options(routing, policy), [3, 1, 2], [1, 4]), Many, $"{nameof(PoolRaceTests)} resized by two {routing} {policy}");

    private static PoolOptions<Job> Options(PoolRouting routing, InFlightPolicy policy) => new()
    {
        Size = 2,
        Queue = 3,
        WhenFull = MailboxFullMode.Wait,
        Routing = routing,
        WhenWorkerCrashes = policy,
        Key = static job => (job as Job.Do)?.Name[0] ?? ((Job.Note)job).Name[0],
        Workers = static workers => workers.Intensity(100, TimeSpan.FromSeconds(1)),
    };

    private static async Task RunAsync(TestProcess test, PoolOptions<Job> options, params int[][] sizes)
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await PoolTests.StartAsync(test, options);
        Outcomes outcomes = new();
        List<Pid> users = [.. Enumerable.Range(0, Users).Select(number => test.Spawn(user => UseAsync(user, pool, number, outcomes)))];
        users.AddRange(sizes.Select(some => test.Spawn(user => ResizeAsync(user, pool, some))));
        await KillSomeAsync(test, users);
        await Task.WhenAll(users.Select(static pid => pid.WaitForExitAsync()));
        await test.DelayAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(outcomes.Asked, outcomes.Answered + outcomes.Unwound);
        HashSet<object?> told = [.. test.Simulation.DeadLetters.Select(static letter => letter.Message)];
        Assert.All(outcomes.Done, name => Assert.Contains(name, diary.Ended));
        Assert.All(outcomes.Accepted, note => Assert.True(diary.Ended.Contains(note.Name) || told.Contains(note), note.ToString()));
        await test.Runtime.FindAsync("pool");
        PoolInfo info = await pool.InfoAsync();
        Assert.Equal((info.Size, 0, 0, 0), (info.Ready, info.Busy, info.Waiting, info.Outside));
        Assert.Equal(info.Size, (await SupervisorRef.ForName(test.Runtime, "pool/workers").ListChildrenAsync()).Count);
        Assert.NotEqual(Pid.None, await pool.CallAsync(new Job.Do("x")));
    }

    private static async Task ResizeAsync(ProcessContext user, PoolRef<Job> pool, int[] sizes)
    {
        foreach (int size in sizes)
        {
            try
            {
                await pool.ResizeAsync(size);
            }
            catch (CallFailedException)
            {
                await user.DelayAsync(Moment);
            }
        }
    }

    private static async Task UseAsync(ProcessContext user, PoolRef<Job> pool, int number, Outcomes outcomes)
    {
        for (int job = 0; job < JobsOfEach; job++)
        {
            string name = $"{number}/{job}";
            outcomes.Asked++;
            try
            {
                if (job % 2 == 0)
                {
                    if ((await pool.TryCallAsync(new Job.Do(name, Moment))).IsReply)
                    {
                        outcomes.Done.Add(name);
                    }
                }
                else
                {
                    Job.Note note = new(name, Moment);
                    if (await pool.CastAsync(note) == SendResult.Accepted)
                    {
                        outcomes.Accepted.Add(note);
                    }
                }

                outcomes.Answered++;
            }
            catch (CallFailedException)
            {
                outcomes.Answered++;
                await user.DelayAsync(Moment);
            }
            catch (ProcessExitException)
            {
                outcomes.Unwound++;
                throw;
            }
        }
    }

    /// <summary>Mostly workers; now and then the queue, their supervisor, the process that resizes, or a user.</summary>
    private static async Task KillSomeAsync(TestProcess test, List<Pid> users)
    {
        int kills = test.Choose(4);
        for (int kill = 0; kill < kills; kill++)
        {
            Pid victim = test.Choose(6) switch
            {
                0 => test.Runtime.Find("pool"),
                1 => test.Runtime.Find("pool/workers"),
                2 => test.Runtime.Find("pool/size"),
                3 => users[test.Choose(users.Count)],
                _ => await WorkerAsync(test),
            };
            victim.Exit(ExitReason.Kill);
            await test.DelayAsync(Moment * test.Choose(3));
        }
    }

    private static async Task<Pid> WorkerAsync(TestProcess test)
    {
        try
        {
            IReadOnlyList<ChildInfo> workers = await SupervisorRef.ForName(test.Runtime, "pool/workers").ListChildrenAsync();
            return workers[test.Choose(workers.Count)].Pid;
        }
        catch (CallFailedException)
        {
            return Pid.None;
        }
    }

    private sealed class Outcomes
    {
        internal int Asked { get; set; }

        internal int Answered { get; set; }

        internal int Unwound { get; set; }

        internal HashSet<string> Done { get; } = [];

        internal HashSet<Job.Note> Accepted { get; } = [];
    }
}
