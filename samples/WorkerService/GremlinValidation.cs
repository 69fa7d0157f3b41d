using Microsoft.Extensions.Options;

namespace WorkerService;

/// <summary>Refuses settings with which the gremlin could not count.</summary>
internal sealed class GremlinValidation : IValidateOptions<GremlinOptions>
{
    public ValidateOptionsResult Validate(string? name, GremlinOptions options) => options.Visits > 0
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Gremlin:Every was '{options.Every}'; must be a whole number from 1 to {int.MaxValue}: how many visits until the worker fails.");
}
