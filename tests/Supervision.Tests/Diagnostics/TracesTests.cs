using System.Diagnostics;
using Supervision.Testing;

namespace Supervision.Tests.Diagnostics;

/// <summary>Activities follow messages, calls and timers from server to server.</summary>
public sealed class TracesTests : IDisposable
{
    private static readonly ActivityContext Request = new(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded);

    private readonly ActivitySource _source = new("Supervision");
    private readonly ActivityListener _listener;
    private readonly List<Activity> _ended = [];

    public TracesTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _source),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void Send_IsHandledInAnActivityOfItsSenders()
    {
        using Simulation simulation = Start();
        ServerRef<Step> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));

        ActivitySpanId request = InRequest(() => server.Cast(new Step.Note()));
        simulation.RunUntilIdle();

        Activity handled = Assert.Single(_ended);
        Assert.Equal(("handle Note", ActivityKind.Consumer, Request.TraceId, request), (handled.DisplayName, handled.Kind, handled.TraceId, handled.ParentSpanId));
        Assert.Equal("Walker", handled.GetTagItem("supervision.server"));
        Assert.Equal(server.Pid.ToString(), handled.GetTagItem("supervision.process"));
    }

    [Fact]
    public void Call_HasAnActivityOfTheCallerAndOneOfTheServer()
    {
        using Simulation simulation = Start();
        ServerRef<Step> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));

        ValueTask<string?> call = default;
        ActivitySpanId request = InRequest(() => call = server.CallAsync(new Step.Where()));
        string? where = simulation.Complete(call.AsTask());

        Assert.Equal(["call Where", "handle Where"], _ended.Select(static activity => activity.DisplayName).Order(StringComparer.Ordinal));
        Activity client = _ended.Single(static activity => activity.Kind == ActivityKind.Client);
        Activity handled = _ended.Single(static activity => activity.Kind == ActivityKind.Server);
        Assert.Equal((request, client.SpanId), (client.ParentSpanId, handled.ParentSpanId));
        Assert.Equal(handled.Id, where);
    }

    [Fact]
    public void Chain_OfSendCallAndTimer_IsOneTrace()
    {
        using Simulation simulation = Start();
        ServerRef<Step> last = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));
        ServerRef<Step> first = simulation.Complete(simulation.Runtime.StartServerAsync(() => new Walker(last)));

        ActivitySpanId request = InRequest(() => first.Cast(new Step.Go()));
        simulation.Advance(TimeSpan.FromSeconds(1));

        Assert.All(_ended, static activity => Assert.Equal(Request.TraceId, activity.TraceId));
        Activity go = Named("handle Go");
        Activity note = Named("handle Note");
        Activity call = Named("call Where");
        Activity later = Named("handle Later");
        Assert.Equal((request, go.SpanId, go.SpanId, go.SpanId), (go.ParentSpanId, note.ParentSpanId, call.ParentSpanId, later.ParentSpanId));
        Assert.Equal(call.SpanId, Named("handle Where").ParentSpanId);
    }

    [Fact]
    public void Crash_IsTheActivitysError()
    {
        using Simulation simulation = Start();
        ServerRef<Step> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));

        InRequest(() => server.Cast(new Step.Fall()));
        simulation.RunUntilIdle();

        Activity fall = Assert.Single(_ended);
        Assert.Equal((ActivityStatusCode.Error, "slipped"), (fall.Status, fall.StatusDescription));
        Assert.Equal("exception", Assert.Single(fall.Events).Name);
    }

    [Fact]
    public void FailedCall_IsTheCallersError()
    {
        using Simulation simulation = Start();
        ServerRef<Step> nobody = ServerRef<Step>.ForName(simulation.Runtime, "nobody");

        ValueTask<CallResult<string?>> call = default;
        InRequest(() => call = nobody.TryCallAsync(new Step.Where()));

        Assert.False(simulation.Complete(call.AsTask()).IsReply);
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(_ended).Status);
    }

    [Fact]
    public void MessageAfterTheActivity_IsInNone()
    {
        using Simulation simulation = Start();
        ServerRef<Step> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));

        InRequest(() => server.Cast(new Step.Note()));
        server.Cast(new Step.Note());
        string? where = simulation.Complete(server.CallAsync(new Step.Where()).AsTask());

        Assert.Single(_ended);
        Assert.Null(where);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void MessageAfterACallInAnActivity_IsInNone()
    {
        using Simulation simulation = Start();
        ServerRef<Step> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));

        ValueTask<string?> call = default;
        InRequest(() => call = server.CallAsync(new Step.Where()));
        Task<string?> next = server.CallAsync(new Step.Where()).AsTask();
        Assert.NotNull(simulation.Complete(call.AsTask()));

        Assert.Null(simulation.Complete(next));
    }

    [Fact]
    public void NobodyListens_MessagesCarryNothing()
    {
        _listener.Dispose();
        using Simulation simulation = Start();
        ServerRef<Step> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Walker()));

        ValueTask<string?> call = default;
        InRequest(() => call = server.CallAsync(new Step.Where()));

        Assert.Null(simulation.Complete(call.AsTask()));
        Assert.Empty(_ended);
    }

    [Fact]
    public void Explored_TracesNeverMixUp() => Simulation.Explore(
        async test =>
        {
            ServerRef<Step> last = await test.StartSupervisedAsync(static () => new Walker());
            ServerRef<Step> first = await test.StartSupervisedAsync(() => new Walker(last));
            InRequest(() => first.Cast(new Step.Go()));
            string? outside = await last.CallAsync(new Step.Where());
            await test.DelayAsync(TimeSpan.FromSeconds(2));

            Assert.Null(outside);
            Assert.All(_ended, static activity => Assert.Equal(Request.TraceId, activity.TraceId));
            _ended.Clear();
        },
        new ExplorationOptions { Runtime = Options, Schedules = 50 });

    private ProcessRuntimeOptions Options => new() { ActivitySource = _source };

    private Simulation Start() => new(new SimulationOptions { Runtime = Options });

    private Activity Named(string name) => Assert.Single(_ended, activity => activity.DisplayName == name);

    /// <summary>Does something in an activity that belongs to somebody else, as a web request does.</summary>
    private static ActivitySpanId InRequest(Action action)
    {
        using Activity request = new Activity("request").SetParentId(Request.TraceId, Request.SpanId, Request.TraceFlags);
        Activity? outer = Activity.Current;
        Activity.Current = request.Start();
        action();
        Activity.Current = outer;
        return request.SpanId;
    }

    private abstract record Step
    {
        internal sealed record Note : Step;

        internal sealed record Later : Step;

        internal sealed record Go : Step;

        internal sealed record Fall : Step;

        internal sealed record Where : Step, ICall<Step, string?>;
    }

    private sealed class Walker(ServerRef<Step> next = default) : GenServer<Step>
    {
        protected override async ValueTask HandleAsync(Step message)
        {
            switch (message)
            {
                case Step.Where where:
                    Reply(where, Activity.Current?.Id);
                    break;
                case Step.Fall:
                    throw new InvalidOperationException("slipped");
                case Step.Go:
                    next.Cast(new Step.Note());
                    await next.CallAsync(new Step.Where());
                    Context.SendAfter(TimeSpan.FromSeconds(1), Self, new Step.Later());
                    break;
            }
        }
    }
}
