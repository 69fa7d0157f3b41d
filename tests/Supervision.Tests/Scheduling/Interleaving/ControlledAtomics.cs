using Supervision.Scheduling;

namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>
/// Memory operations that first let the explorer decide which thread goes on. One operation and the code behind it, up to the
/// thread's next operation, are one step. On a thread that no explorer runs they are the plain operations.
/// </summary>
internal readonly struct ControlledAtomics : IAtomics
{
    public static T? Read<T>(ref T? location)
        where T : class
    {
        Schedule.Current?.Step("read");
        return location;
    }

    public static int Read(ref int location)
    {
        Schedule.Current?.Step("read");
        return location;
    }

    public static long Read(ref long location)
    {
        Schedule.Current?.Step("read");
        return location;
    }

    public static void Write<T>(ref T? location, T? value)
        where T : class
    {
        Schedule.Current?.Step("write");
        location = value;
    }

    public static void Write(ref int location, int value)
    {
        Schedule.Current?.Step("write");
        location = value;
    }

    public static T? Exchange<T>(ref T? location, T? value)
        where T : class
    {
        Schedule.Current?.Step("exchange");
        (T? before, location) = (location, value);
        return before;
    }

    public static long Exchange(ref long location, long value)
    {
        Schedule.Current?.Step("exchange");
        (long before, location) = (location, value);
        return before;
    }

    public static T? CompareExchange<T>(ref T? location, T? value, T? comparand)
        where T : class
    {
        Schedule.Current?.Step("compare-exchange");
        T? before = location;
        location = ReferenceEquals(before, comparand) ? value : before;
        return before;
    }

    public static int CompareExchange(ref int location, int value, int comparand)
    {
        Schedule.Current?.Step("compare-exchange");
        int before = location;
        location = before == comparand ? value : before;
        return before;
    }

    public static long CompareExchange(ref long location, long value, long comparand)
    {
        Schedule.Current?.Step("compare-exchange");
        long before = location;
        location = before == comparand ? value : before;
        return before;
    }

    /// <summary>A step and no more: threads that take turns see each other's writes at once. The memory model is where it counts.</summary>
    public static void ProcessWideBarrier() => Schedule.Current?.Step("barrier");
}
