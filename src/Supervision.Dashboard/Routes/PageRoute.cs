using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Supervision.Dashboard.Routes;

/// <summary>The page: one answer, put together from the files of the folder Page, which asks nobody but this program for anything and whose only script and
/// style are the ones in it.</summary>
internal sealed class PageRoute
{
    /// <summary>In the order in which they are run.</summary>
    private static readonly string[] Scripts = ["elements.js", "tree.js", "details.js", "history.js", "letters.js", "actions.js", "live.js"];

    private static readonly string Style = Read("page.css");
    private static readonly string Script = string.Concat(["'use strict';\n", .. Scripts.Select(Read)]);

    private static readonly string Page = Read("page.html")
        .Replace("/* page.css */", Style, StringComparison.Ordinal).Replace("/* scripts */", Script, StringComparison.Ordinal);

    private static readonly string Policy =
        $"default-src 'none'; connect-src 'self'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet("", (RequestDelegate)WriteAsync);

    private Task WriteAsync(HttpContext http)
    {
        RequestGuard.Harden(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XFrameOptions = "DENY";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return http.Response.WriteAsync(Page, http.RequestAborted);
    }

    private static string Read(string file)
    {
        using Stream stream = typeof(PageRoute).Assembly.GetManifestResourceStream(file)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string HashOf(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
