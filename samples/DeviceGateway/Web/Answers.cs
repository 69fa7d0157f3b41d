using Microsoft.AspNetCore.Http;

namespace DeviceGateway;

/// <summary>The answers that several routes give.</summary>
internal static class Answers
{
    /// <summary>400: the request cannot be understood or breaks a rule.</summary>
    public static IResult Mistake(string why) => Of(StatusCodes.Status400BadRequest, why);

    /// <summary>404.</summary>
    public static IResult Missing(string what) => Of(StatusCodes.Status404NotFound, what);

    /// <summary>503: what it needs does not answer.</summary>
    public static IResult Unavailable(string why) => Of(StatusCodes.Status503ServiceUnavailable, why);

    /// <summary>503: nobody knows the configuration at the moment.</summary>
    public static IResult CacheIsAway => Unavailable("The configuration cache is being restarted.");

    /// <summary>A line for people.</summary>
    public static IResult Line(string text, int status = StatusCodes.Status200OK) => Results.Text(text + "\n", statusCode: status);

    private static IResult Of(int status, string why) => Results.Json(new Problem(why), GatewayJson.Plain.Problem, statusCode: status);
}
