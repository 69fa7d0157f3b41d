namespace Supervision.Tests.Supervisors;

/// <summary>Tests that must not run beside others.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;
