namespace Supervision.Tests.Scheduling.Models;

/// <summary>A sender of the door model.</summary>
/// <param name="Unsent">The letters that it has still to push, in order.</param>
/// <param name="Head">The value of the door that it read and has not tried to replace yet; null: none.</param>
internal readonly record struct DoorSender(string Unsent, char? Head)
{
    internal char Letter => Unsent[0];

    internal DoorSender Sent => new(Unsent[1..], null);
}
