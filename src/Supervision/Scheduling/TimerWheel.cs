using System.Numerics;

namespace Supervision.Scheduling;

/// <summary>
/// Timers that are not due soon, at a constant cost however many there are: a hierarchical wheel. Time is counted in ticks of a tenth to a twentieth of a
/// second. A level has 64 slots; a slot of the lowest holds what is due in one tick, one of the next what is due in 64, and so on. A timer is in the level of
/// the highest group of six bits in which its tick differs from <c>reach</c>, at the place that its group says.
/// <code>
/// due tick at or before reach     not here: the heap has it, in its exact order
/// later                           in one slot, which begins at or before it
///
/// reach  is never behind a slot that has begun to move, and goes forward only: to the beginning of the first slot when that is moved, and with the clock
///        while no slot has to move. All slots begin after it, so that a timer in the wheel is due after every timer in the heap.
/// open   the slot whose timers are being moved, some at a time: to lower slots, or out of the wheel. It begins at reach, and what is added meanwhile
///        for its time goes where its timers go. Nothing may fire before it is empty; -1 when none is open.
/// </code>
/// A slot is moved one tick before it begins, so that the thread of the timers, which sleeps whole milliseconds, does not wake twice for a near timer.
/// Under the lock of its <see cref="TimerQueue"/>. Varghese and Lauck, "Hashed and Hierarchical Timing Wheels" (1987), scheme 7.
/// </summary>
internal sealed class TimerWheel
{
    private const int GroupBits = 6;
    private const int SlotsOfLevel = 1 << GroupBits;

    /// <summary>How many timers are moved at a time, so that nobody waits for a million.</summary>
    private const int MovedAtOnce = 256;

    private readonly long _origin;
    private readonly int _tickBits;
    private readonly TimerBag[]?[] _levels;

    /// <summary>A bit for each slot that is not empty.</summary>
    private readonly ulong[] _occupied;

    /// <summary>A bit for each level that is not empty.</summary>
    private uint _occupiedLevels;

    private ulong _reach;
    private int _open = -1;

    /// <summary>An empty wheel.</summary>
    /// <param name="now">A timestamp; those that are given later are not before it.</param>
    /// <param name="frequency">Timestamps in a second.</param>
    internal TimerWheel(long now, long frequency)
    {
        _origin = now;
        _tickBits = BitOperations.Log2((ulong)Math.Max(1, frequency / 10));
        _levels = new TimerBag[]?[((64 - _tickBits) / GroupBits) + 1];
        _occupied = new ulong[_levels.Length];
    }

    /// <summary>When a slot must be moved next, as a timestamp; <see cref="long.MaxValue"/> for never. Every timer is due later.</summary>
    internal long NextMove => FirstSlot() is var slot and >= 0 ? MoveTimeOf(slot) : long.MaxValue;

    /// <summary>True while a slot has been moved in part.</summary>
    internal bool IsMoving => _open >= 0;

    /// <summary>All of them, in no order.</summary>
    internal IEnumerable<TimerNode> Nodes => _levels.OfType<TimerBag[]>().SelectMany(static bags => bags).SelectMany(static bag => bag.Nodes);

    /// <summary>Takes a timer. False: it is due too soon for the wheel.</summary>
    internal bool TryAdd(TimerNode node)
    {
        ulong tick = TickOf(node.Due);
        if (tick <= _reach)
        {
            return false;
        }

        int level = BitOperations.Log2(tick ^ _reach) / GroupBits;
        int place = (int)(tick >> (level * GroupBits)) & (SlotsOfLevel - 1);
        node.Slot = (level * SlotsOfLevel) + place;
        (_levels[level] ??= new TimerBag[SlotsOfLevel])[place].Add(node);
        _occupied[level] |= 1UL << place;
        _occupiedLevels |= 1U << level;
        return true;
    }

    /// <summary>Lets go of a timer.</summary>
    internal void Remove(TimerNode node)
    {
        int slot = node.Slot;
        node.Slot = TimerNode.NoSlot;
        ref TimerBag bag = ref BagOf(slot);
        bag.Remove(node);
        if (bag.Count > 0)
        {
            return;
        }

        (int level, int place) = Math.DivRem(slot, SlotsOfLevel);
        _occupied[level] &= ~(1UL << place);
        if (_occupied[level] == 0)
        {
            _occupiedLevels &= ~(1U << level);
        }

        if (slot == _open)
        {
            _open = -1;
        }
    }

    /// <summary>Moves the reach with the clock, so that what is added goes into the slots from now on, and not into those from when the wheel was last moved.</summary>
    internal void FollowClock(long now)
    {
        if (NextMove > now)
        {
            _reach = Math.Max(_reach, TickOf(now) + 1);
        }
    }

    /// <summary>Moves some timers of the first slot, those that are due soon into a heap. False: no slot must be moved yet.</summary>
    internal bool TryMove(long now, TimerHeap soon)
    {
        int slot = FirstSlot();
        if (slot < 0 || MoveTimeOf(slot) > now)
        {
            return false;
        }

        _reach = BeginOf(slot);
        _open = slot;
        for (int i = 0; i < MovedAtOnce && _open == slot; i++)
        {
            TimerNode node = BagOf(slot).Last;
            Remove(node);
            if (!TryAdd(node))
            {
                soon.Add(node);
            }
        }

        return true;
    }

    private ref TimerBag BagOf(int slot) => ref _levels[slot / SlotsOfLevel]![slot % SlotsOfLevel];

    private int FirstSlot()
    {
        if (_open >= 0 || _occupiedLevels == 0)
        {
            return _open;
        }

        // All that differs from the reach in a lower group only is before what differs in a higher one.
        int level = BitOperations.TrailingZeroCount(_occupiedLevels);
        return (level * SlotsOfLevel) + BitOperations.TrailingZeroCount(_occupied[level]);
    }

    /// <summary>The first tick of a slot: the groups above its level are those of the reach.</summary>
    private ulong BeginOf(int slot)
    {
        (int level, int place) = Math.DivRem(slot, SlotsOfLevel);
        int shift = level * GroupBits;
        ulong above = shift + GroupBits < 64 ? _reach >> (shift + GroupBits) << (shift + GroupBits) : 0;
        return above | ((ulong)place << shift);
    }

    private long MoveTimeOf(int slot) => _origin + (long)((BeginOf(slot) - 1) << _tickBits);

    private ulong TickOf(long timestamp) => (ulong)Math.Max(0, timestamp - _origin) >> _tickBits;
}
