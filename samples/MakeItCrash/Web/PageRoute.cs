using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MakeItCrash;

/// <summary>The page: one file, which asks nobody but this program for anything, and whose only script and style are the ones in it.</summary>
internal sealed class PageRoute
{
    private static readonly string Page = ReadPage();

    private static readonly string Policy =
        $"default-src 'none'; connect-src 'self'; script-src '{HashOf("script")}'; style-src '{HashOf("style")}'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", (RequestDelegate)WriteAsync);

    private Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(Page, http.RequestAborted);
    }

    private static string ReadPage()
    {
        using Stream stream = typeof(PageRoute).Assembly.GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string HashOf(string element)
    {
        int start = Page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        string content = Page[start..Page.IndexOf($"</{element}>", start, StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
