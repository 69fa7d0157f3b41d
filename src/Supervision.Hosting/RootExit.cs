namespace Supervision.Hosting;

/// <summary>What the end of the root supervisor means for the program. Its end while the host stops means nothing.</summary>
/// <remarks><para><b>OTP:</b> the restart type of an application: <c>permanent</c> stops the node with it, <c>temporary</c> does not.</para></remarks>
public enum RootExit
{
    /// <summary>The host stops, and the program's exit code is 1: whoever runs the program sees a failure and can start it anew. The default.</summary>
    StopHost = 0,

    /// <summary>The host stops, and the exit code stays as it is: for a program whose tree shuts itself down when its work is done.</summary>
    StopHostOrderly,

    /// <summary>The host goes on without the tree. The program is not live any more.</summary>
    KeepHost,
}
