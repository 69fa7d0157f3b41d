using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Supervision.Hosting;
using WorkerService;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSupervision(WorkerTree.Declare); // was: AddHostedService<Worker>()
builder.Services.AddSingleton<Gremlin>();
builder.Services.AddSingleton<IValidateOptions<GremlinOptions>, GremlinValidation>();
builder.Services.AddOptions<GremlinOptions>().BindConfiguration("Gremlin").ValidateOnStart(); // before anybody of the tree starts
builder.Services.AddSingleton<IHealthCheckPublisher, HealthLog>();
builder.Services.AddHealthChecks().AddSupervision();
builder.Services.Configure<SupervisionOptions>(static options => options.StableAfter = TimeSpan.FromSeconds(2));
builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // HealthLog says it once
builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // it would only repeat, with its stack, why nothing starts
builder.Services.Configure<HealthCheckPublisherOptions>(static options =>
{
    options.Delay = TimeSpan.FromSeconds(0.5); // between two of the worker's seconds
    options.Period = TimeSpan.FromSeconds(1);
    options.Predicate = static check => check.Tags.Contains("ready");
});

IHost host = builder.Build();
try
{
    return await host.RunSupervisedAsync(args, Console.Out); // was: host.Run()
}
catch (OptionsValidationException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
