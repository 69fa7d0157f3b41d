namespace ImageStore.Tests;

/// <summary>A process of the store is killed while a step is made.</summary>
/// <param name="Process">Its name.</param>
/// <param name="After">How many turns the killer waits, so that death comes at any point of the step.</param>
internal sealed record Death(string Process, int After);
