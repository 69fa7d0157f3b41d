using System.Diagnostics;
using Supervision.Reconcilers;

namespace Supervision;

/// <summary>Keeps the children of a supervisor as they are wanted: starts what is missing, brings back later what gave up, changes what is
/// configured otherwise, stops what is not wanted any more, and leaves alone what is paused.</summary>
/// <typeparam name="TArgs">What a child is started with.</typeparam>
/// <example>Devices under a supervisor that never restarts them, and the one who does, but not at once:
/// <code>
/// Reconciler&lt;string> devices = new("device-manager", "devices");
/// devices.Put("17", "10.0.0.17");
/// devices.Put("18", "10.0.0.18");
/// await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
///     .Dynamic&lt;string>("devices", StartDeviceAsync, device => device with { Restart = Restart.Temporary }, d => d.Named("devices"))
///     .Child(devices.Child)));
///
/// await test.EventuallyAsync(() => devices.List().All(device => device.Status == ReconciledChild.State.Running));
/// devices.Remove("18");
/// devices.Pause("17");
/// </code></example>
/// <remarks>
/// <para>A child that fails for ever must not take its supervisor with it. So its own limit is that of its subtree, which is temporary, and when
/// that gives up nobody restarts it but the reconciler, after the times of <see cref="ReconcilerOptions{TArgs}.Schedule"/>: those of one key, the
/// others do not notice. A child that ends because its supervisor does was at no fault and starts again at once. So does one whose
/// arguments were changed. While a process of an earlier life still has its name, it is tried again every 100 ms.</para>
/// <para>What is wanted, the switches and what was learnt are kept in the object. Its process may crash at any moment: the next takes over
/// what runs. Tell the object at any time, also before the start and while the process is being restarted: nothing waits, and what is told
/// several times is the last that was told.</para>
/// <para>Place it to the right of the supervisor, so that it restarts with it and its own end takes nobody along. Children of that supervisor
/// that it was never told of are not touched. A child with a wanted key that runs already is taken over as it is.</para>
/// <para>An object is for one place in one tree; restarts of the process are all right.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none; a server that calls supervisor:which_children/1 and start_child/2 now and then.</para>
/// </remarks>
[DebuggerDisplay("{Child.Id,nq} of {Supervisor,nq}")]
public sealed class Reconciler<TArgs>
{
    private readonly ReconcilerMemory<TArgs> _memory;
    private readonly ReconcilerOptions<TArgs> _options;
    private readonly IEqualityComparer<TArgs> _comparer;

    /// <summary>Declares one. Nothing is wanted yet.</summary>
    /// <param name="id">Its id, and the name of its process.</param>
    /// <param name="supervisor">The name of the supervisor; it need not run yet.</param>
    /// <param name="options">Null for the defaults: for a dynamic supervisor, which is only told and never asks.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    public Reconciler(string id, string supervisor, ReconcilerOptions<TArgs>? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(supervisor);
        Supervisor = supervisor;
        _options = ReconcilerErrors.Checked(options ?? ReconcilerOptions<TArgs>.Default);
        _comparer = _options.Comparer ?? EqualityComparer<TArgs>.Default;
        _memory = new ReconcilerMemory<TArgs>(id);
        Child = ChildSpec.Server(id, () => new ReconcilerServer<TArgs>(this, _memory, _options), new ServerOptions { Name = id });
    }

    /// <summary>Its process, as a permanent child. It starts without waiting for the children that are wanted.</summary>
    public ChildSpec Child { get; }

    /// <summary>The name of the supervisor.</summary>
    public string Supervisor { get; }

    /// <summary>The switches that are on, oldest first.</summary>
    public IReadOnlyList<string> Paused => _memory.Paused();

    /// <summary>Says all that is wanted; what is not in it is not wanted any more.</summary>
    /// <param name="wanted">The arguments by key.</param>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Set(IReadOnlyDictionary<string, TArgs> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        foreach (string key in _memory.WantedKeys().Where(key => !wanted.ContainsKey(key)))
        {
            _memory.Drop(key);
        }

        foreach ((string key, TArgs args) in wanted)
        {
            Put(key, args);
        }
    }

    /// <summary>Wants one child, or wants it with other arguments.</summary>
    /// <param name="key">Its key, under which the supervisor has it; not empty.</param>
    /// <param name="args">What it is started with. The same as before changes nothing; others begin its schedule anew.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public void Put(string key, TArgs args)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (_memory.Wanted(key) is not { } known || !_comparer.Equals(known.Args, args))
        {
            _memory.Want(key, args, _options.Tags?.Invoke(key, args) ?? []);
        }
    }

    /// <summary>Does not want a child any more: it is stopped.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>False when it was not wanted.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _memory.Drop(key);
    }

    /// <summary>Leaves children alone from now on: they are neither started nor changed nor stopped. One of which that has just begun is brought to
    /// its end.</summary>
    /// <param name="word">Which: a key, a tag, or the reconciler's own id for all of them; not empty. Nobody needs to have it yet.</param>
    /// <returns>False when they are already.</returns>
    /// <exception cref="ArgumentException"><paramref name="word"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public bool Pause(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        return _memory.Switch(word, isPaused: true);
    }

    /// <summary>Ends a pause. What should have been done meanwhile is done now; what another switch holds stays held.</summary>
    /// <param name="word">What it was called for.</param>
    /// <returns>False when there is none.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public bool Resume(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return _memory.Switch(word, isPaused: false);
    }

    /// <summary>Lists all that is wanted, or still there, in no particular order.</summary>
    /// <returns>What is known at this moment.</returns>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public IReadOnlyList<ReconciledChild> List() => _memory.List();
}
