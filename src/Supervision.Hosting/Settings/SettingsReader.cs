using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Supervision.Hosting.Settings;

/// <summary>Reads the options from the configuration, if the host has one. What it cannot read it writes down, so that all mistakes are told at once.</summary>
internal sealed class SettingsReader(IServiceProvider services) : IConfigureOptions<SupervisionOptions>
{
    internal const string Section = "Supervision";

    public void Configure(SupervisionOptions options)
    {
        if (services.GetService<IConfiguration>() is not { } configuration)
        {
            return;
        }

        SettingsSection section = new(configuration.GetSection(Section), options.Mistakes);
        options.CallTimeout = section.Time(nameof(options.CallTimeout)) ?? options.CallTimeout;
        options.AbandonAfter = section.Time(nameof(options.AbandonAfter)) ?? options.AbandonAfter;
        options.CallCycles = section.Word<CallCyclePolicy>(nameof(options.CallCycles)) ?? options.CallCycles;
        options.OnRootExit = section.Word<RootExit>(nameof(options.OnRootExit)) ?? options.OnRootExit;
        options.LogTree = section.Truth(nameof(options.LogTree)) ?? options.LogTree;
        options.StableAfter = section.Time(nameof(options.StableAfter)) ?? options.StableAfter;
        foreach ((string path, SettingsSection limits) in section.Sections(nameof(options.Supervisors)))
        {
            options.Supervisors[path] = new SupervisionOptions.SupervisorLimits
            {
                MaxRestarts = limits.Number(nameof(SupervisionOptions.SupervisorLimits.MaxRestarts)),
                Period = limits.Time(nameof(SupervisionOptions.SupervisorLimits.Period)),
                MaxChildren = limits.Number(nameof(SupervisionOptions.SupervisorLimits.MaxChildren)),
            };
            limits.RefuseOthers();
        }

        foreach ((string path, SettingsSection limits) in section.Sections(nameof(options.Children)))
        {
            options.Children[path] = new SupervisionOptions.ChildLimits
            {
                Shutdown = limits.Shutdown(nameof(SupervisionOptions.ChildLimits.Shutdown)),
                StartTimeout = limits.Time(nameof(SupervisionOptions.ChildLimits.StartTimeout)),
                Backoff = limits.Backoff(nameof(SupervisionOptions.ChildLimits.Backoff)),
            };
            limits.RefuseOthers();
        }

        section.RefuseOthers();
    }
}
