namespace Supervision.Testing;

/// <summary>What a crash report means that the test did not ask for.</summary>
/// <remarks><para>A crash was asked for by <see cref="TestProcess.ExpectCrashAsync"/>, <see cref="TestProcess.ExpectDownAsync"/> of its process,
/// <c>ExpectRestartAsync</c> of its child, or <see cref="TestProcess.AllowCrashes"/>.</para></remarks>
public enum CrashPolicy
{
    /// <summary>The test fails at its end, with the report's text and the crash's own exception inside.</summary>
    Fail = 0,

    /// <summary>It means nothing: crashing is what the test is about.</summary>
    Allow,
}
