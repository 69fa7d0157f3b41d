using Microsoft.Extensions.Diagnostics.HealthChecks;
using Supervision.Hosting;
using WorkerService;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSupervision(WorkerTree.Declare); // was: AddHostedService<Worker>()
builder.Services.AddSingleton<Gremlin>();
builder.Services.AddSingleton<IHealthCheckPublisher, HealthLog>();
builder.Services.AddHealthChecks().AddSupervision();
builder.Services.Configure<SupervisionOptions>(static options => options.StableAfter = TimeSpan.FromSeconds(2));
builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // HealthLog says it once
builder.Services.Configure<HealthCheckPublisherOptions>(static options =>
{
    options.Delay = TimeSpan.FromSeconds(0.5); // between two of the worker's seconds
    options.Period = TimeSpan.FromSeconds(1);
    options.Predicate = static check => check.Tags.Contains("ready");
});

IHost host = builder.Build();
return await host.RunSupervisedAsync(args, Console.Out); // was: host.Run()
