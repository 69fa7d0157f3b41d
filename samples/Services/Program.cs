using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Services;

if (args is ["--probe", var address])
{
    return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && await Probe.AskAsync(uri) ? 0 : 1;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["name"] is null)
{
    await Console.Error.WriteLineAsync("Say who this is, with --name NAME; and what it needs, with --needs URL or --directory DIR.");
    return 2;
}

Role role = builder.Configuration.Get<Role>()!;
Feed feed = new(TimeProvider.System);
builder.Services.AddSupervision(tree => tree.Use(ServiceTree.Of(role, feed)));
builder.Services.AddServerRef<WorkMessage>("work");
builder.Services.AddHealthChecks().AddSupervision();
builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions", LogLevel.None);
builder.Services.AddSingleton(role);
builder.Services.AddSingleton(services => new CircuitBreaker(services.GetRequiredService<ProcessRuntime>(), "upstream", Work.Limits));

WebApplication app = builder.Build();
app.MapHealthChecks("/health/live", Checks("live"));
app.MapHealthChecks("/health/ready", Checks("ready"));
app.MapGet("/feed", feed.WriteAsync);
app.MapGet("/parts/{item}", async (string item, ServerRef<WorkMessage> work) =>
{
    CallResult<string?> result = await work.TryCallAsync(new WorkMessage.Do(item));
    return result.TryGetReply(out string? done) && done is not null ? Results.Text(done) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
});

// Made here, so that a mistake in the tree or its limits is not taken for one in the addresses. The token is kept: afterwards the program is disposed.
_ = app.Services.GetRequiredService<SupervisionHost>();
CancellationToken started = app.Lifetime.ApplicationStarted;
try
{
    return await app.RunSupervisedAsync(args, Console.Out);
}
catch (Exception error) when (!started.IsCancellationRequested && Listening.IsRefusal(error))
{
    await Console.Error.WriteLineAsync(Listening.Mistake(builder.Configuration["urls"], error));
    return 1;
}

static HealthCheckOptions Checks(string tag) => new() { Predicate = check => check.Tags.Contains(tag), ResponseWriter = Probe.WriteAsync };
