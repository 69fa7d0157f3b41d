using Supervision.DeadLetters;

namespace Supervision.Tests.DeadLetters;

/// <summary>A disk whose machine ends at a given step: what was not flushed is there in part, and a replaced file may be the old one.</summary>
internal sealed class FailingDisk(Random chance)
{
    private readonly Random _chance = chance;
    private byte[] _durable = [];
    private byte[]? _durableNext;

    /// <summary>How many steps are left until the machine ends; negative for never.</summary>
    internal int StepsLeft { get; set; } = -1;

    internal LogFile Boot() => new Life(this);

    private void Step(Action? ifItEnds = null)
    {
        if (StepsLeft-- == 0)
        {
            ifItEnds?.Invoke();
            throw new MachineEndedException();
        }
    }

    private byte[] PartOf(ReadOnlySpan<byte> bytes) => bytes[.._chance.Next(bytes.Length + 1)].ToArray();

    internal sealed class MachineEndedException : Exception;

    private sealed class Life(FailingDisk disk) : LogFile
    {
        private readonly List<byte> _written = [];
        private byte[]? _replaced;

        internal override byte[] Open()
        {
            disk.Step();
            disk._durableNext = null;
            _written.Clear();
            _written.AddRange(disk._durable);
            return disk._durable;
        }

        internal override void Append(ReadOnlySpan<byte> bytes)
        {
            byte[] part = disk.PartOf(bytes);
            byte[] whole = bytes.ToArray();
            disk.Step(() => Lose([.. _written, .. part]));
            _written.AddRange(whole);
        }

        internal override void Flush()
        {
            disk.Step(() => Lose([.. _written]));
            disk._durable = [.. _written];
            _replaced = null;
        }

        internal override void Truncate(long length)
        {
            disk.Step();
            _written.RemoveRange((int)length, _written.Count - (int)length);
        }

        internal override void WriteNext(ReadOnlySpan<byte> bytes)
        {
            disk.Step();
            disk._durableNext = bytes.ToArray();
        }

        internal override void SwapIn()
        {
            disk.Step();
            _replaced = disk._durable;
            disk._durable = disk._durableNext!;
            _written.Clear();
            _written.AddRange(disk._durable);
            disk.Step(() => Lose([.. _written]));
        }

        internal override void Close()
        {
        }

        /// <summary>The machine ends: of what was not flushed a part is there, from none to all. A file that was replaced, with nothing flushed
        /// since, may be the old one.</summary>
        private void Lose(byte[] written)
        {
            int lost = Math.Max(0, written.Length - disk._durable.Length);
            disk._durable = _replaced is not null && disk._chance.Next(2) == 0
                ? _replaced
                : written[..(written.Length - lost + disk._chance.Next(lost + 1))];
        }
    }
}
