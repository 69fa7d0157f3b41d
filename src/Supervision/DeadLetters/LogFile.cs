namespace Supervision.DeadLetters;

/// <summary>A file that only grows, and the one that takes its place. Each operation is one step: the program may end between any two. From one
/// thread at a time.</summary>
internal abstract class LogFile
{
    /// <summary>Opens the file, which is made when there is none, and reads all of it. What was half-made to take its place is gone.</summary>
    internal abstract byte[] Open();

    /// <summary>Writes at the end.</summary>
    internal abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>What was written is on the disk when this returns.</summary>
    internal abstract void Flush();

    /// <summary>Cuts off what is behind a length.</summary>
    internal abstract void Truncate(long length);

    /// <summary>Writes another file beside it, with all its bytes on the disk.</summary>
    internal abstract void WriteNext(ReadOnlySpan<byte> bytes);

    /// <summary>The other file takes the place of this one, at once and as a whole.</summary>
    internal abstract void SwapIn();

    /// <summary>Lets go of the file.</summary>
    internal abstract void Close();
}
