namespace Supervision.Testing.Safety;

/// <summary>How a type's values are compared.</summary>
internal enum MessagePart
{
    /// <summary>It never changes, or what it holds is not the message's: only which one it is counts.</summary>
    Whole,

    /// <summary>A collection of the framework: its elements.</summary>
    Elements,

    /// <summary>Numbers or characters in a row: all of them at once.</summary>
    Memory,

    /// <summary>Its fields.</summary>
    Fields,
}
