using Microsoft.AspNetCore.Http;

namespace FactConsumers;

/// <summary>The answers that several routes give.</summary>
internal static class Answers
{
    /// <summary>400: the request cannot be understood or breaks a rule.</summary>
    public static IResult Mistake(string why) => Of(StatusCodes.Status400BadRequest, why);

    /// <summary>404.</summary>
    public static IResult Missing(string what) => Of(StatusCodes.Status404NotFound, what);

    /// <summary>404 when there is no such queue; null when there is.</summary>
    public static IResult? MissingQueue(string queue) => FactQueues.All.Contains(queue)
        ? null
        : Missing($"There is no queue '{queue}'; there are {string.Join(" and ", FactQueues.All)}.");

    /// <summary>409: not as things are now.</summary>
    public static IResult Conflict(string why) => Of(StatusCodes.Status409Conflict, why);

    /// <summary>503: what it needs does not answer.</summary>
    public static IResult Unavailable(string why) => Of(StatusCodes.Status503ServiceUnavailable, why);

    /// <summary>A line for people.</summary>
    public static IResult Line(string text, int status = StatusCodes.Status200OK) => Results.Text(text + "\n", statusCode: status);

    private static IResult Of(int status, string why) => Results.Json(new Problem(why), FactsJson.Plain.Problem, statusCode: status);
}
