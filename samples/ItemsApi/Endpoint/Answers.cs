using Microsoft.AspNetCore.Http;

namespace ItemsApi;

/// <summary>The answers that several routes give.</summary>
internal static class Answers
{
    /// <summary>400: the request cannot be understood or breaks a rule.</summary>
    public static IResult Mistake(string why) => Results.Json(new Problem(why), ItemsJson.Plain.Problem, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>What the web server thinks of a request that it does not read to its end.</summary>
    public static IResult Refused(BadHttpRequestException refused) => Results.Json(new Problem(refused.Message), ItemsJson.Plain.Problem, statusCode: refused.StatusCode);

    /// <summary>404.</summary>
    public static IResult Missing(string what) => Results.Json(new Problem(what), ItemsJson.Plain.Problem, statusCode: StatusCodes.Status404NotFound);

    /// <summary>409: it is not in a state for that.</summary>
    public static IResult Conflict(string why) => Results.Json(new Problem(why), ItemsJson.Plain.Problem, statusCode: StatusCodes.Status409Conflict);

    /// <summary>503: try again in a second.</summary>
    public static IResult Unavailable(HttpContext http, string why)
    {
        http.Response.Headers.RetryAfter = "1";
        return Results.Json(new Problem(why), ItemsJson.Plain.Problem, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
