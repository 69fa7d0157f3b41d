using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Program;

/// <summary>What the host runs itself, beside the tree. From any thread; the services do not change once there is a container.</summary>
internal sealed class HostRegistrations(IServiceCollection services)
{
    private readonly ConcurrentDictionary<Type, bool> _told = new();

    /// <summary>Whether a child of the tree is a service that the host runs too, which is to be told. True once for each type.</summary>
    internal bool MustTell(Type service) =>
        services.Any(registered => registered.ServiceType == typeof(IHostedService) && !registered.IsKeyedService && registered.ImplementationType == service)
        && _told.TryAdd(service, true);
}
