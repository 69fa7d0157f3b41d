namespace Services;

/// <summary>Which of the three services this process is; from the command line.</summary>
internal sealed record Role
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The service that it needs, by its base address; null for none.</summary>
    public Uri? Needs { get; init; }

    /// <summary>The directory that it needs; null for none.</summary>
    public string? Directory { get; init; }
}
