namespace ImageStore.Tests;

/// <summary>What a user does in one step.</summary>
internal enum Operation
{
    None,
    LogIn,
    LogOut,
    Add,
    View,
    Remove,

    /// <summary>Adds and removes the same image, several times.</summary>
    Rounds,
}
