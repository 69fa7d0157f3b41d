using System.Diagnostics;
using Supervision.Testing.Chaos;
using Supervision.Testing.Faults;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing;

/// <summary>Makes things go wrong in one runtime, on demand: at fault points, and with calls that servers are about to handle, without any test
/// double in the code under test.</summary>
/// <remarks>
/// <para>Only what stands for the outside world goes wrong: messages between processes are never lost, doubled or put into another order, because
/// the runtime promises that they are not.</para>
/// <para><b>From:</b> any thread.</para>
/// </remarks>
/// <example><code>
/// FaultControl faults = FaultControl.Of(test.Runtime);
/// faults.At(Query, new() { Times = 2 }).Throw(() => new IOException("busy"));
/// faults.AtCall&lt;StoreMessage.Find, Item?&gt;(new() { For = TimeSpan.FromMilliseconds(500) }).Return(null);
/// </code></example>
[DebuggerDisplay("{Points.Count} points")]
public sealed class FaultControl
{
    private readonly ProcessRuntime _runtime;
    private readonly RuntimeFaults _faults;

    private FaultControl(ProcessRuntime runtime, RuntimeFaults faults)
    {
        _runtime = runtime;
        _faults = faults;
    }

    /// <summary>The points that this control was told of or that code came to, with how often that was and how often it went wrong there.</summary>
    public IReadOnlyList<(FaultPoint Point, int Hits, int Fired)> Points => _faults.Points;

    /// <summary>The points to which no code has come: a test that arms them tests nothing.</summary>
    public IReadOnlyList<FaultPoint> NeverHit => [.. Points.Where(static point => point.Hits == 0).Select(static point => point.Point)];

    /// <summary>How many faults are kept.</summary>
    internal int ArmedCount => _faults.ArmedCount;

    /// <summary>Takes hold of a runtime's faults. All who do so share what they set up.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <returns>The control.</returns>
    /// <exception cref="InvalidOperationException">The options of the runtime do not allow chaos.</exception>
    public static FaultControl Of(ProcessRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        if (!runtime.AllowsChaos)
        {
            throw ChaosErrors.NotAllowed(nameof(FaultControl));
        }

        return new FaultControl(runtime, (RuntimeFaults)runtime.Faults.TurnOn(new RuntimeFaults(runtime)));
    }

    /// <summary>Counts from now on how often code comes to a point, so that it is missed when none does.</summary>
    /// <param name="points">The points.</param>
    public void Watch(params IEnumerable<FaultPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        foreach (FaultPoint point in points)
        {
            _faults.Know(point);
        }
    }

    /// <summary>Something goes wrong at a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="trigger">When; null for always.</param>
    /// <returns>What goes wrong is its next method.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of the trigger is out of its range.</exception>
    public FaultEffects At(FaultPoint point, FaultTrigger? trigger = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new FaultEffects(Arming(point.Name, trigger, point, null));
    }

    /// <summary>As <see cref="At(FaultPoint, FaultTrigger?)"/>, where something can also be answered.</summary>
    /// <typeparam name="T">What is answered there.</typeparam>
    /// <param name="point">The point.</param>
    /// <param name="trigger">When; null for always.</param>
    /// <returns>What goes wrong is its next method.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of the trigger is out of its range.</exception>
    public FaultEffects<T> At<T>(FaultPoint<T> point, FaultTrigger? trigger = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new FaultEffects<T>(Arming(point.Name, trigger, point, null));
    }

    /// <summary>Something goes wrong with calls of one type, when the server that got one is about to handle it.</summary>
    /// <typeparam name="TCall">The call, as the server's message type declares it: <c>ICall&lt;TMessage, TReply&gt;</c>.</typeparam>
    /// <typeparam name="TReply">Its reply.</typeparam>
    /// <param name="trigger">When; null for always.</param>
    /// <returns>What goes wrong is its next method.</returns>
    /// <exception cref="ArgumentException">The type is no call with that reply.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the trigger is out of its range.</exception>
    public FaultEffects<TReply> AtCall<TCall, TReply>(FaultTrigger? trigger = null)
        where TCall : notnull
    {
        if (!CallTypes.IsCall(typeof(TCall), typeof(TReply)))
        {
            throw ChaosErrors.NoCall(typeof(TCall), typeof(TReply));
        }

        return new FaultEffects<TReply>(Arming(typeof(TCall).Name, trigger, null, static hit => hit.Message is TCall));
    }

    /// <summary>Something goes wrong with all calls to one server, when it is about to handle them.</summary>
    /// <param name="name">The name under which it is registered.</param>
    /// <param name="trigger">When; null for always.</param>
    /// <returns>What goes wrong is its next method.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of the trigger is out of its range.</exception>
    public FaultEffects AtProcess(string name, FaultTrigger? trigger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new FaultEffects(Arming($"calls to {name}", trigger, null, hit => hit.Name == name));
    }

    /// <summary>Sets up some of several faults, drawn: what goes wrong differs from run to run, and each run has its own mixture.</summary>
    /// <param name="faults">The faults.</param>
    /// <param name="seed">From which they are drawn; the same seed draws the same.</param>
    /// <param name="density">How likely each is, from 0 to 1; 0.25 by default.</param>
    /// <returns>Those that were set up.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="density"/> is not from 0 to 1.</exception>
    public IReadOnlyList<ChaosFault> Swarm(IReadOnlyList<ChaosFault> faults, ulong seed, double density = 0.25)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (density is not (>= 0 and <= 1))
        {
            throw ChaosErrors.WrongDensity(density, nameof(density));
        }

        SplitMix64 random = new(seed);
        List<ChaosFault> armed = [.. faults.Where(_ => random.NextShare() < density)];
        foreach (ChaosFault fault in armed)
        {
            fault.Arm(this);
        }

        return armed;
    }

    /// <summary>Lets all go well from now on. What waits already goes on waiting; counts stay.</summary>
    public void Clear() => _faults.Clear();

    private Func<FaultEffect, ArmedFault> Arming(string place, FaultTrigger? trigger, FaultPoint? point, Func<FaultHit, bool>? matches)
    {
        FaultTrigger chosen = ChaosErrors.Checked(trigger ?? FaultTrigger.Always, nameof(trigger));
        if (point is not null)
        {
            _faults.Know(point);
        }

        return effect => _faults.Arm(place, chosen, point, matches, effect);
    }
}
