using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeviceGateway;

/// <summary>Health as a person reads it: a line for each check.</summary>
internal static class HealthText
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Concat(report.Entries.Select(check => $"{check.Key}: {check.Value.Status}. {check.Value.Description}\n")), context.RequestAborted);
    }
}
