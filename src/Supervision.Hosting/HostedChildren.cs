using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Supervision.Hosting.Children;
using Supervision.Hosting.Program;

namespace Supervision.Hosting;

/// <summary>Children made of what a service already has: hosted services, loops, channel consumers, and servers with constructor injection.</summary>
/// <remarks>
/// <para>Each start and each restart makes a new instance in a new scope of the container. Both are disposed when the incarnation's code is over,
/// the instance first; if the code outlives its process, as a straggler, when the code ends.</para>
/// <para>Such children need a runtime with <see cref="ProcessRuntimeOptions.Services"/>, as that of <c>AddSupervision</c> has; elsewhere their start fails
/// with the reason <c>no_services</c>.</para>
/// <para><b>From:</b> where a tree is declared.</para>
/// <para><b>OTP:</b> none; whatever runs there is a process already.</para>
/// </remarks>
public static class HostedChildren
{
    /// <summary>The tag of children that gate readiness; see <see cref="GatesReadiness"/>.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Adds a hosted service as a child: a <see cref="BackgroundService"/> or any other <see cref="IHostedService"/>, unchanged.</summary>
    /// <typeparam name="TService">The service; its constructor's parameters come from the container. Do not register it with <c>AddHostedService</c>
    /// too, or it runs twice, which is logged (event 508).</typeparam>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The child's id.</param>
    /// <param name="asChild">Changes how the supervisor treats it; null for a permanent child that is given 5 s to stop.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// <para>All its code runs on the thread pool without a synchronisation context, as under the host. Its <c>StartAsync</c> is the start of the child:
    /// the next child starts when it has completed, and if it throws, the start has failed. Then the child lives until <c>ExecuteAsync</c> has ended,
    /// and a service without one until it is stopped. An exception is a crash, also an <see cref="OperationCanceledException"/>, unless the child
    /// has been told to stop; an ordinary end is <see cref="ExitReason.Normal"/>, after which a permanent child is restarted and a transient one is not.</para>
    /// <para>To stop it, <c>StopAsync</c> is called; its token is cancelled when the time of <see cref="ChildSpec.Shutdown"/> is over. Code that goes on
    /// nevertheless is a straggler after <see cref="ProcessRuntimeOptions.AbandonAfter"/>. A child that is killed has its <c>StopAsync</c> called with a
    /// token that is cancelled already.</para>
    /// <para>A <see cref="BackgroundService"/> that is stopped right after its start may never enter its <c>ExecuteAsync</c> (dotnet/runtime#131249). That
    /// is an orderly stop here. A <see cref="Loop"/> always begins.</para>
    /// </remarks>
    /// <example><code>
    /// root.HostedService&lt;OrderConsumer&gt;("orders", child => child with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(20)) });
    /// </code></example>
    public static SupervisorBuilder HostedService<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TService>(
        this SupervisorBuilder builder, string id, Func<ChildSpec, ChildSpec>? asChild = null)
        where TService : class, IHostedService =>
        builder.HostedService(id, static services => ActivatorUtilities.CreateInstance<TService>(services), asChild);

    /// <summary>Adds a hosted service that a function makes as a child.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The child's id.</param>
    /// <param name="create">Makes the instance from the scope of the incarnation, on the thread pool: a new one each time. It is disposed with the
    /// incarnation.</param>
    /// <param name="asChild">Changes how the supervisor treats it; null for a permanent child that is given 5 s to stop.</param>
    /// <returns>The builder.</returns>
    public static SupervisorBuilder HostedService<TService>(
        this SupervisorBuilder builder, string id, Func<IServiceProvider, TService> create, Func<ChildSpec, ChildSpec>? asChild = null)
        where TService : class, IHostedService
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        return builder.Child(Made(new ChildSpec(id, context => StartAsync(context, typeof(TService).Name, create)), asChild));
    }

    /// <summary>Adds a function that runs until it is stopped as a child.</summary>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The child's id.</param>
    /// <param name="loop">What it does, on the thread pool, with the services of the incarnation's scope. The token is cancelled when the child is to
    /// stop. When it returns the child ends normally.</param>
    /// <param name="asChild">Changes how the supervisor treats it; null for a permanent child that is given 5 s to stop.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para>Ends and exceptions mean what they mean for a hosted service's <c>ExecuteAsync</c>.</para></remarks>
    /// <example><code>
    /// root.Loop("outbox", async (services, stopping) => await services.GetRequiredService&lt;Outbox&gt;().SendAllAsync(stopping));
    /// </code></example>
    public static SupervisorBuilder Loop(
        this SupervisorBuilder builder, string id, Func<IServiceProvider, CancellationToken, Task> loop, Func<ChildSpec, ChildSpec>? asChild = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(loop);
        return builder.Child(Made(
            new ChildSpec(id, context => StartAsync(context, $"loop {id}", services => new LoopService(stopping => loop(services, stopping)))), asChild));
    }

    /// <summary>Adds a consumer of a channel as a child: one that handles one item after the other.</summary>
    /// <typeparam name="TItem">What the channel carries.</typeparam>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The child's id.</param>
    /// <param name="channel">Finds the channel's reader in the incarnation's scope.</param>
    /// <param name="handle">Handles one item, on the thread pool. The token is cancelled when the child is to stop.</param>
    /// <param name="asChild">Changes how the supervisor treats it; null for a permanent child that is given 5 s to stop.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// <para>An item that cannot be handled crashes the child and is lost; those behind it stay in the channel for the next incarnation. When the
    /// channel is completed and empty, the child ends normally, so make it transient if that can happen. Asked to stop, it takes no further item.</para>
    /// </remarks>
    public static SupervisorBuilder Consumer<TItem>(
        this SupervisorBuilder builder,
        string id,
        Func<IServiceProvider, ChannelReader<TItem>> channel,
        Func<IServiceProvider, TItem, CancellationToken, Task> handle,
        Func<ChildSpec, ChildSpec>? asChild = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(handle);
        return builder.Loop(id, ConsumeAsync, asChild);

        async Task ConsumeAsync(IServiceProvider services, CancellationToken stopping)
        {
            ChannelReader<TItem> reader = channel(services);
            while (await reader.WaitToReadAsync(stopping).ConfigureAwait(false))
            {
                while (!stopping.IsCancellationRequested && reader.TryRead(out TItem? item))
                {
                    await handle(services, item, stopping).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Adds a server whose constructor's parameters come from the container as a child.</summary>
    /// <typeparam name="TServer">The server.</typeparam>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The child's id.</param>
    /// <param name="options">Null for the defaults. Give it a name to reach it with <c>AddServerRef</c>.</param>
    /// <param name="asChild">Changes how the supervisor treats it; null for a permanent child that is given 5 s to stop.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// <para>The constructor runs in the supervisor's turn and must be quick; what takes time belongs in <c>InitAsync</c>. A scoped service that it gets,
    /// such as a database context, lives as long as this incarnation.</para>
    /// <para><b>OTP:</b> a child whose start is gen_server:start_link/3.</para>
    /// </remarks>
    public static SupervisorBuilder Server<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TServer, TMessage>(
        this SupervisorBuilder builder, string id, ServerOptions? options = null, Func<ChildSpec, ChildSpec>? asChild = null)
        where TServer : GenServer<TMessage>
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Child(Made(new ChildSpec(id, context => StartServerAsync<TServer, TMessage>(context, options)), asChild));
    }

    /// <summary>Makes a child gate readiness: the program is ready only while this child, and for a supervisor everything declared below it, is
    /// stable.</summary>
    /// <param name="child">The child.</param>
    /// <returns>The child with the tag <see cref="ReadyTag"/>.</returns>
    /// <example><code>root.HostedService&lt;OrderConsumer&gt;("orders", child => child.GatesReadiness());</code></example>
    public static ChildSpec GatesReadiness(this ChildSpec child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return child with { Tags = [.. child.Tags, ReadyTag] };
    }

    private static ChildSpec Made(ChildSpec child, Func<ChildSpec, ChildSpec>? asChild) => asChild is null ? child : asChild(child);

    private static ValueTask<StartResult> StartAsync(StartContext context, string label, Func<IServiceProvider, IHostedService> create)
    {
        if (context.Runtime.Services is not { } services)
        {
            return NoServicesAsync(context);
        }

        Incarnation incarnation = new(services, create);
        context.Own(incarnation);
        HostRegistrations? registrations = services.GetService<HostRegistrations>();
        ILogger logger = HostingLog.LoggerOf(services);
        return context.StartServerAsync(() => new HostedServer(incarnation, registrations, logger), new ServerOptions { Label = label, TrapExits = true });
    }

    private static ValueTask<StartResult> StartServerAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TServer, TMessage>(
        StartContext context, ServerOptions? options)
        where TServer : GenServer<TMessage>
        where TMessage : notnull
    {
        if (context.Runtime.Services is not { } services)
        {
            return NoServicesAsync(context);
        }

        Ownership ownership = new(services.CreateAsyncScope());
        context.Own(ownership);
        return context.StartServerAsync(
            () =>
            {
                TServer server = ActivatorUtilities.CreateInstance<TServer>(ownership.Services);
                ownership.Owned = server;
                return server;
            },
            options);
    }

    private static ValueTask<StartResult> NoServicesAsync(StartContext context) => new(new StartResult.Failed(new ExitReason.Custom(
        "no_services", $"{context.Path} needs a container; set ProcessRuntimeOptions.Services, or start the tree with AddSupervision.")));
}
