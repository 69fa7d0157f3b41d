using System.Globalization;

namespace Supervision.Testing.Scheduling;

/// <summary>A schedule that is replayed says to take a step that is not there.</summary>
internal sealed class ScheduleLostException(int choice, int index, int count)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"At choice {choice} the schedule says to take step {index + 1}, and {count} are possible."));
