using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervision.Hosting;

namespace Supervision.Dashboard.Checks;

/// <summary>A program with a tree to look at, on a free loopback port.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication _program;

    private Shop(WebApplication program) => _program = program;

    public Uri Page => new(_program.Urls.Single() + "/supervision");

    public ProcessRuntime Runtime => _program.Services.GetRequiredService<ProcessRuntime>();

    public ServerRef<StockMessage> Stock => ServerRef<StockMessage>.ForName(Runtime, "stock");

    public static async Task<Shop> OpenAsync(Action<DashboardOptions> configure, int sessions = 0, string url = "http://127.0.0.1:0")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSupervision(tree => tree.Use(Declare()));
        builder.Services.AddAuthentication("names").AddScheme<AuthenticationSchemeOptions, NameInTheCookie>("names", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("operators", static policy => policy.RequireClaim(ClaimTypes.Role, "operator"));
        WebApplication program = builder.Build();
        program.MapSupervision("/supervision", options =>
        {
            options.ShowDeadLetters<string>("dead orders", static order => order);
            configure(options);
        });
        await program.StartAsync();
        var shop = new Shop(program);
        await shop.FillAsync(sessions);
        return shop;
    }

    public void Crash(string why) => Stock.Cast(new StockMessage.Break(why));

    public async ValueTask DisposeAsync()
    {
        await _program.StopAsync();
        await _program.DisposeAsync();
    }

    private async Task FillAsync(int sessions)
    {
        DynamicSupervisorRef<int> dynamic = DynamicSupervisorRef<int>.ForName(Runtime, "sessions");
        for (int i = 1; i <= sessions; i++)
        {
            await dynamic.StartChildAsync(i, Invariant($"session-{i:000000}"));
        }

        for (int i = 0; i < 5; i++)
        {
            Runtime.Send("slow", "a message");
        }

        var dead = DeadLetterQueueRef<string>.ForName(Runtime, "dead orders");
        await dead.AddAsync("order 17: two lamps", "no such customer", 3);
        await dead.AddAsync(HostileNames.Markup, HostileNames.All[1], 1);
        Runtime.Send(HostileNames.Markup, "to nobody");
    }

    private static SupervisorSpec Declare() => Supervisor.OneForOne("shop", shop => shop
        .Intensity(100, TimeSpan.FromSeconds(5))
        .Process("configuration", Wait)
        .RestForOne("orders", orders => orders
            .Intensity(50, TimeSpan.FromSeconds(5))
            .Server("stock", static () => new StockServer(), new ServerOptions { Name = "stock" })
            .Process("mailer", Wait, asChild: static mailer => mailer with { Restart = Restart.Transient })
            .Process("slow", static process => process.ReceiveAsync<int>().AsTask(), new ProcessOptions { Name = "slow" }))
        .Child(DeadLetterQueue.Child("dead orders", new DeadLetterQueueOptions<string> { Requeue = Requeue }))
        .Dynamic<int>("sessions", static (start, _) => start.StartProcessAsync(Wait), configure: static limits => limits.Named("sessions"))
        .OneForOne("hostile", static hostile =>
        {
            foreach (string name in HostileNames.All)
            {
                hostile.Process(name, Wait);
            }
        }));

    private static Task Wait(ProcessContext process) => process.ReceiveAsync<int>().AsTask();

    private static Task Requeue(ProcessContext process, string order) =>
        order.StartsWith("order", StringComparison.Ordinal) ? Task.CompletedTask : throw new FormatException(order);
}
