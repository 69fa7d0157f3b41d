namespace Supervision.Scheduling;

/// <summary>The machine's own operations.</summary>
internal readonly struct MachineAtomics : IAtomics
{
    public static T? Read<T>(ref T? location) where T : class => Volatile.Read(ref location);

    public static int Read(ref int location) => Volatile.Read(ref location);

    public static long Read(ref long location) => Volatile.Read(ref location);

    public static void Write<T>(ref T? location, T? value) where T : class => Volatile.Write(ref location, value);

    public static void Write(ref int location, int value) => Volatile.Write(ref location, value);

    public static T? Exchange<T>(ref T? location, T? value) where T : class => Interlocked.Exchange(ref location, value);

    public static long Exchange(ref long location, long value) => Interlocked.Exchange(ref location, value);

    public static T? CompareExchange<T>(ref T? location, T? value, T? comparand) where T : class =>
        Interlocked.CompareExchange(ref location, value, comparand);

    public static int CompareExchange(ref int location, int value, int comparand) =>
        Interlocked.CompareExchange(ref location, value, comparand);

    public static long CompareExchange(ref long location, long value, long comparand) =>
        Interlocked.CompareExchange(ref location, value, comparand);

    public static void ProcessWideBarrier() => Interlocked.MemoryBarrierProcessWide();
}
