using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Supervision.Hosting.Program;
using Supervision.Hosting.Settings;

namespace Supervision.Hosting;

/// <summary>Adds a supervision tree, and references to its servers, to the services of a host.</summary>
/// <remarks><para><b>From:</b> where services are registered.</para></remarks>
public static class SupervisionServices
{
    /// <summary>Adds the program's supervision tree. It starts with the host and stops with it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Declares the tree; called once, when the container first needs it. A mistake in it stops the host's start.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is a tree already.</exception>
    /// <remarks>
    /// <para>The tree starts among the host's other services in the order of registration, and stops in the reverse order: children in reverse start order,
    /// each within its own time, all within the host's <c>ShutdownTimeout</c>; what has not stopped by then is killed, and code that goes on nevertheless is left
    /// behind after <see cref="ProcessRuntimeOptions.AbandonAfter"/>. If it does not start, the
    /// host's start fails with <see cref="TreeStartException"/>. When the root ends by itself, <see cref="SupervisionTree.OnRootExit"/> says what follows.</para>
    /// <para>Limits and times are read once from the section <c>Supervision</c> of the host's configuration; see <see cref="SupervisionOptions"/>.</para>
    /// <para>Registers <see cref="ProcessRuntime"/> and <see cref="SupervisionHost"/>. The container must be disposed asynchronously, as hosts do.</para>
    /// <para><b>OTP:</b> an application's start/2.</para>
    /// </remarks>
    /// <example><code>
    /// services.AddSupervision(tree => tree.OneForOne("root", root => root
    ///     .HostedService&lt;OrderConsumer&gt;("orders")));
    /// </code></example>
    public static IServiceCollection AddSupervision(this IServiceCollection services, Action<SupervisionTree> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSupervision((tree, _) => configure(tree));
    }

    /// <summary>Adds the program's supervision tree, declared with what the container provides.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Declares the tree; gets the container, not a scope of it. The runtime is made only after it: what needs that, such as a
    /// reference to a server, is resolved by the children when they start.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is a tree already.</exception>
    public static IServiceCollection AddSupervision(this IServiceCollection services, Action<SupervisionTree, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(static service => service.ServiceType == typeof(SupervisionHost)))
        {
            throw HostingErrors.AddedTwice();
        }

        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SupervisionOptions>, SettingsReader>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SupervisionOptions>, SettingsValidation>());
        services.AddSingleton<DeclarationGuard>();
        services.AddSingleton(new HostRegistrations(services));
        services.AddSingleton(provider => provider.GetRequiredService<DeclarationGuard>().Make(() => new SupervisionHost(provider, configure)));
        services.AddSingleton(static provider => provider.GetRequiredService<SupervisionHost>().Runtime);
        services.AddSingleton<IHostedService, TreeService>();
        return services;
    }

    /// <summary>Lets constructors and endpoints ask for the reference of a server of the tree.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The name that the server is registered under: <see cref="ProcessOptions.Name"/>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">There is one for this message type already.</exception>
    /// <remarks>
    /// <para>The reference is bound to the name, so it survives restarts. While nobody holds the name, calls fail at once.</para>
    /// <para><b>OTP:</b> the registered name that gen_server functions take.</para>
    /// </remarks>
    /// <example><code>
    /// services.AddServerRef&lt;OrderMessage&gt;("orders");
    /// app.MapGet("/orders/{id}", (string id, ServerRef&lt;OrderMessage&gt; orders) => orders.CallAsync(new OrderMessage.Get(id)));
    /// </code></example>
    public static IServiceCollection AddServerRef<TMessage>(this IServiceCollection services, string name)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (services.Any(static service => service.ServiceType == typeof(ServerRef<TMessage>) && !service.IsKeyedService))
        {
            throw HostingErrors.TwoServerRefs(typeof(ServerRef<TMessage>), name);
        }

        // A value type: only the untyped descriptor takes it.
        services.Add(new ServiceDescriptor(
            typeof(ServerRef<TMessage>),
            provider => ServerRef<TMessage>.ForName(RuntimeOf(provider), name),
            ServiceLifetime.Singleton));
        return services;
    }

    /// <summary>As <see cref="AddServerRef{TMessage}"/>, for servers that share a message type: the name is the key.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, and the key to ask by: <c>[FromKeyedServices("orders-2")] ServerRef&lt;OrderMessage&gt; orders</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public static IServiceCollection AddKeyedServerRef<TMessage>(this IServiceCollection services, string name)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.Add(new ServiceDescriptor(
            typeof(ServerRef<TMessage>),
            name,
            (provider, _) => ServerRef<TMessage>.ForName(RuntimeOf(provider), name),
            ServiceLifetime.Singleton));
        return services;
    }

    private static ProcessRuntime RuntimeOf(IServiceProvider provider) => provider.GetService<ProcessRuntime>() ?? throw HostingErrors.NotAdded();
}
