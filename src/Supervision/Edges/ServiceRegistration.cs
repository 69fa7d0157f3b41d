using System.Diagnostics;
using Supervision.Edges;

namespace Supervision;

/// <summary>Tells somebody outside, such as a router or a discovery service, that a tree is there and when it is not.</summary>
/// <example>
/// <code>
/// ServiceRegistration shop = new("announce", AnnounceAsync, WithdrawAsync);
/// await test.StartSupervisedAsync(Supervisor.RestForOne("root", root => root
///     .Server("till", () => new Counter())
///     .Child(shop.Child)));
///
/// await test.EventuallyAsync(() => shop.IsRegistered);
/// </code></example>
/// <remarks>
/// <para>Place it at the right end, under <see cref="RestartStrategy.RestForOne"/> or <see cref="RestartStrategy.OneForAll"/>. It starts after everything
/// to its left and is stopped before: so when one of those dies, the service is taken back first, then restarted, and registered again once
/// it is stable. The tree acts as a circuit breaker for those who look the service up, without an operator.</para>
/// <para>Both functions run in a process of their own that only watches the child: when that is killed, or its supervisor is, the service is
/// taken back all the same. An attempt that fails is repeated; what it has done before it failed is not known, so both functions must
/// bear to be called twice. The child waits with its end until the service is taken back, as long as its <see cref="ChildSpec.Shutdown"/>
/// allows; the attempts go on after that, and nothing is registered anew before they have ended.</para>
/// <para>An object is for one place in one tree; restarts are all right.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none.</para>
/// </remarks>
[DebuggerDisplay("{Child.Id,nq} registered: {IsRegistered}")]
public sealed class ServiceRegistration
{
    private readonly Lock _lock = new();

    /// <summary>The child's newest incarnation. Under the lock.</summary>
    private Pid _owner;

    /// <summary>Whom it, or one before it, has appointed last. Under the lock.</summary>
    private Pid _registrar;

    /// <summary>What is known outside, and what may be. Written by the registrar, of which there is one at a time.</summary>
    private volatile bool _isRegistered;

    /// <inheritdoc cref="_isRegistered"/>
    private volatile bool _mayBeRegistered;

    /// <summary>Declares one.</summary>
    /// <param name="id">The id of the child.</param>
    /// <param name="register">Registers the service.</param>
    /// <param name="unregister">Takes the service back.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    public ServiceRegistration(
        string id, Func<ProcessContext, Task> register, Func<ProcessContext, Task> unregister, RegistrationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(unregister);
        RegistrationOptions settings = EdgeErrors.Checked(options ?? RegistrationOptions.Default);
        Registrar registrar = new(this, register, unregister, settings);
        Child = ChildSpec.Server(
            id, () => new RegistrationServer(this, registrar, settings), new ServerOptions { TrapExits = true });
    }

    /// <summary>The registration, as a permanent child. It starts without waiting for the first attempt.</summary>
    public ChildSpec Child { get; }

    /// <summary>Whether the service is registered: true from when that has succeeded to when it begins to be taken back.</summary>
    public bool IsRegistered => _isRegistered;

    /// <summary>Whether somebody outside may believe that the service is there. Written by the registrar, read by the next.</summary>
    internal bool MayBeRegistered => _mayBeRegistered;

    /// <summary>The last process that registers; none before the first.</summary>
    internal Pid LastRegistrar
    {
        get
        {
            lock (_lock)
            {
                return _registrar;
            }
        }
    }

    /// <summary>A new incarnation of the child takes over. Below a killed supervisor the old one may still be about to end; it appoints nobody any
    /// more.</summary>
    /// <returns>The registrar whose end it has to wait for.</returns>
    internal Pid TakeOver(ProcessContext owner)
    {
        owner.Runtime.Scheduler.SharedUses?.Invoke("registrations", true);
        lock (_lock)
        {
            _owner = owner.Self;
            return _registrar;
        }
    }

    /// <summary>False when the owner has a successor.</summary>
    internal bool TryAppoint(ProcessContext owner, Pid registrar)
    {
        owner.Runtime.Scheduler.SharedUses?.Invoke("registrations", true);
        lock (_lock)
        {
            if (_owner != owner.Self)
            {
                return false;
            }

            _registrar = registrar;
            return true;
        }
    }

    /// <summary>Only the registrar, of which there is one at a time.</summary>
    internal void Note(ProcessContext registrar, bool mayBe, bool isSure)
    {
        registrar.Runtime.Scheduler.SharedUses?.Invoke("registrations", true);
        _mayBeRegistered = mayBe;
        _isRegistered = mayBe && isSure;
    }
}
