using System.Globalization;

namespace Supervision.Dashboard;

/// <summary>The texts of this assembly for programmers.</summary>
internal static class DashboardErrors
{
    internal static InvalidOperationException NoTree() => new(
        "There is no supervision tree to show. Call builder.Services.AddSupervision(…), or set Runtime and Root: MapSupervision(pattern, dashboard => { dashboard.Runtime = …; dashboard.Root = () => …; }).");

    internal static InvalidOperationException OnlyOneOf() => new(
        "Of Runtime and Root only one was set; set both, or neither for the tree of AddSupervision.");

    internal static InvalidOperationException NoAuthorization() => new(
        "The dashboard shows the inside of the program, so it needs authorization, and this program has none. Add it (builder.Services.AddAuthentication(…) and AddAuthorization()), "
        + "or let everybody who can reach the program look: MapSupervision(pattern, dashboard => dashboard.AllowAnonymous = true).");

    internal static InvalidOperationException PolicyForNobody(string policy) => new(
        $"ActionPolicy was '{policy}' and AllowAnonymous was true: nobody is known who could meet the policy. Set one of them.");

    internal static void Check(DashboardOptions options)
    {
        CheckRange(nameof(options.MaxLooksPerSecond), options.MaxLooksPerSecond, 1, 20);
        CheckRange(nameof(options.PageSize), options.PageSize, 10, 500);
        CheckRange(nameof(options.MaxViewers), options.MaxViewers, 1, int.MaxValue);
        if (options is { AllowAnonymous: true, ActionPolicy: { } policy })
        {
            throw PolicyForNobody(policy);
        }

        if (options.Runtime is null != options.Root is null)
        {
            throw OnlyOneOf();
        }
    }

    private static void CheckRange(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"{name} was {value}; must be from {least} to {most}."));
        }
    }
}
