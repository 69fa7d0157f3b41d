using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervision.Dashboard.Views;
using Supervision.Hosting;

namespace Supervision.Dashboard.Tests;

/// <summary>A web program with a tree and a dashboard on a free loopback port.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly WebApplication _program;

    private RunningProgram(WebApplication program)
    {
        _program = program;
        Client = new HttpClient { BaseAddress = new Uri(program.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public ProcessRuntime Runtime => _program.Services.GetRequiredService<ProcessRuntime>();

    public static async Task<RunningProgram> StartAsync(SupervisorSpec tree, Action<DashboardOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSupervision(declared => declared.Use(tree));
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestScheme>("test", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireClaim(ClaimTypes.Role, "operator"));
        WebApplication program = builder.Build();
        program.MapSupervision("/supervision", configure);
        await program.StartAsync(TestContext.Current.CancellationToken);
        return new RunningProgram(program);
    }

    public ServerRef<FragileMessage> Fragile(string name) => ServerRef<FragileMessage>.ForName(Runtime, name);

    public Task<HttpResponseMessage> GetAsync(string path, string? name) => SendAsync(HttpMethod.Get, path, name, null, null);

    /// <summary>Sends a body as it is, with what a page would send beside it.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? name, string? token, HttpContent? body)
    {
        var request = new HttpRequestMessage(method, "/supervision" + path) { Content = body };
        if (name is not null)
        {
            request.Headers.Add("X-Name", name);
        }

        if (token is not null)
        {
            request.Headers.Add("X-Supervision-Token", token);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _program.StopAsync(CancellationToken.None);
        await _program.DisposeAsync();
    }
}
