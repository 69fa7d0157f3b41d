namespace Supervision.Scheduling;

/// <summary>
/// The memory operations that the lock-free protocols use. Production code runs with <see cref="MachineAtomics"/>, which the JIT
/// specialises away; the interleaving tests run the same code with operations that hand control to an explorer first.
/// </summary>
internal interface IAtomics
{
    static abstract T? Read<T>(ref T? location) where T : class;

    static abstract int Read(ref int location);

    static abstract void Write<T>(ref T? location, T? value) where T : class;

    static abstract void Write(ref int location, int value);

    static abstract long Read(ref long location);

    static abstract T? Exchange<T>(ref T? location, T? value) where T : class;

    static abstract long Exchange(ref long location, long value);

    static abstract T? CompareExchange<T>(ref T? location, T? value, T? comparand) where T : class;

    static abstract int CompareExchange(ref int location, int value, int comparand);

    static abstract long CompareExchange(ref long location, long value, long comparand);

    /// <summary>A full fence on every processor that runs a thread of this OS process.</summary>
    static abstract void ProcessWideBarrier();
}
