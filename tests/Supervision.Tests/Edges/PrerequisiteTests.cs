using Supervision.Testing;

namespace Supervision.Tests.Edges;

public sealed class PrerequisiteTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly SimulationOptions Crashing = new() { Crashes = CrashPolicy.Allow };

    [Fact]
    public void Check_ThatFails_FailsTheTreeAndNothingToItsRightWasStarted() => Simulation.Test(
        static async test =>
        {
            List<string> events = [];
            SupervisorSpec tree = Supervisor.OneForOne("root", root => root
                .Child(Noted(events, "left"))
                .RestForOne("right", right => right
                    .Prerequisite("initial-config", static _ => throw new IOException("The disk is empty."))
                    .Child(Noted(events, "device")))
                .Child(Noted(events, "gate")));

            test.TrapExits = true;
            StartResult result = await test.StartSupervisorAsync(tree);

            ExitReason reason = Assert.IsType<StartResult.Failed>(result).Reason;
            Assert.Contains("Prerequisite 'initial-config' is missing: The disk is empty.", reason.ToString(), StringComparison.Ordinal);
            Assert.Equal(["left starts", "left ends"], events);
        },
        Crashing);

    [Fact]
    public void Check_ThatHangs_FailsAfterItsTime() => Simulation.Test(
        static async test =>
        {
            ChildSpec hanging = Prerequisite.Child("network", static process => process.DelayAsync(TimeSpan.FromDays(1)), new() { Timeout = Tick });

            TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => test.StartSupervisedAsync(hanging));

            PrerequisiteMissingException missing = Assert.IsType<PrerequisiteMissingException>(error.InnerException);
            Assert.Equal("network", missing.Name);
            Assert.IsType<TimeoutException>(missing.InnerException);
        },
        Crashing);

    [Fact]
    public void Timeout_OfTheLongestTime_IsNoMistake() => Simulation.Test(static async test =>
    {
        ChildSpec patient = Prerequisite.Child("disk", static process => process.DelayAsync(Tick), new() { Timeout = TimeSpan.MaxValue });

        await test.StartSupervisedAsync(patient);
    });

    [Fact]
    public void Check_AtTheStartOnly_IsNotRepeated() => Simulation.Test(static async test =>
    {
        int checks = 0;
        await test.StartSupervisedAsync(Prerequisite.Child("disk", _ =>
        {
            checks++;
            return Task.CompletedTask;
        }));
        await test.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(1, checks);
    });

    [Fact]
    public void AuditSink_LostForGood_EndsTheRootAndNoTransactionIsAcceptedAfterTheLastRecord() => Simulation.Test(
        static async test =>
        {
            List<int> audited = [];
            List<int> accepted = [];
            bool isSinkThere = true;
            SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
                .RestForOne("bank", bank => bank
                    .Prerequisite("audit-sink", _ => isSinkThere ? Task.CompletedTask : throw new IOException("gone"), new() { Interval = Tick, MaxFailures = 2 })
                    .Process("transactions", AcceptAsync))));
            Pid process = root.Pid;
            await test.AdvanceAsync(TimeSpan.FromSeconds(10.5));
            isSinkThere = false;
            int last = audited[^1];

            Assert.Equal(ExitReason.Shutdown, await test.ExpectDownAsync(process, within: TimeSpan.FromSeconds(10)));
            Assert.Equal(last, audited[^1]);
            Assert.Equal(audited, accepted);

            async Task AcceptAsync(ProcessContext transactions)
            {
                while (true)
                {
                    await transactions.DelayAsync(Tick / 10);
                    if (!isSinkThere)
                    {
                        throw new IOException("The audit sink does not answer.");
                    }

                    audited.Add(audited.Count);
                    accepted.Add(accepted.Count);
                }
            }
        },
        Crashing);

    [Fact]
    public void ShortLoss_RestartsWhatStandsToTheRight_AndFewerFailuresDoNothing() => Simulation.Test(
        static async test =>
        {
            List<string> events = [];
            Queue<bool> answers = new([true, false, true, false, false, true]);
            await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
                .Child(Noted(events, "left"))
                .Prerequisite(
                    "network", _ => !answers.TryDequeue(out bool isThere) || isThere ? Task.CompletedTask : throw new IOException("gone"), new() { Interval = Tick, MaxFailures = 2 })
                .Child(Noted(events, "device"))));
            await test.AdvanceAsync(Tick * 3.5);
            Assert.Equal(["left starts", "device starts"], events);

            await test.AdvanceAsync(Tick * 10);
            Assert.Equal(["left starts", "device starts", "device ends", "device starts"], events);
        },
        Crashing);

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Options_OutOfRange_AreRefused(int timeout, int interval, int failures) => Assert.Throws<ArgumentOutOfRangeException>(() => Prerequisite.Child(
        "disk", static _ => Task.CompletedTask, new() { Timeout = Tick * timeout, Interval = Tick * interval, MaxFailures = failures }));

    /// <summary>A child that says when it starts and when it has ended.</summary>
    internal static ChildSpec Noted(List<string> events, string id) => ChildSpec.Process(id, async process =>
    {
        events.Add($"{id} starts");
        try
        {
            await Bodies.Idle(process);
        }
        finally
        {
            events.Add($"{id} ends");
        }
    });
}
