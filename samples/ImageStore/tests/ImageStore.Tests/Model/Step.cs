namespace ImageStore.Tests;

/// <summary>One step of a sequence.</summary>
internal sealed record Step(Operation Operation, string User, string Image, int Times, Death? Death)
{
    /// <summary>The step in words, as a failure prints it.</summary>
    public override string ToString() => Death is null ? Words : Invariant($"{Words}; {Death.Process} is killed after {Death.After} turns");

    private string Words => Operation switch
    {
        Operation.None => "nobody does anything",
        Operation.LogIn => $"{User} logs in",
        Operation.LogOut => $"{User} logs out",
        Operation.Add => $"{User} adds the {Image}",
        Operation.View => $"{User} views the {Image}",
        Operation.Remove => $"{User} removes the {Image}",
        _ => Invariant($"{User} adds and removes the {Image}, {(Times == 1 ? "once" : Invariant($"{Times} times"))}"),
    };
}
