namespace MakeItCrash;

/// <summary>What a page sends.</summary>
internal sealed record PressedName(string? Name);
