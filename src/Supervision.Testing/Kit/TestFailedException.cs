namespace Supervision.Testing;

/// <summary>What a test expected did not happen, or something happened that it did not expect. The message says what was there instead, who
/// waits for what, and what to do next.</summary>
/// <remarks><para>Thrown where the expectation is awaited or, for what is found at the end of a test, by whatever runs the test. Any
/// test framework shows it like an exception of its own.</para></remarks>
public sealed class TestFailedException : Exception
{
    internal TestFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
