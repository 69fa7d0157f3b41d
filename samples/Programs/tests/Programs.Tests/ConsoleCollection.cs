namespace Programs.Tests;

/// <summary>A program has one console, so tests that replace it run one after the other, and beside no others.</summary>
[CollectionDefinition("Console", DisableParallelization = true)]
public sealed class ConsoleCollection;
