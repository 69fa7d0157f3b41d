namespace Supervision.Testing;

/// <summary>What processes mean that still live when the test and everything that it has started under supervision have ended.</summary>
public enum LeakPolicy
{
    /// <summary>The test fails at its end and names them.</summary>
    Fail = 0,

    /// <summary>They mean nothing; they are killed.</summary>
    Allow,
}
