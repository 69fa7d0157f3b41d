namespace Supervision;

/// <summary>What a pool is doing, as it was at one moment.</summary>
/// <param name="Size">How many workers it is to have.</param>
/// <param name="Ready">How many of them run; the others are just being restarted.</param>
/// <param name="Busy">How many of them are handling a message, those that will be stopped after it included.</param>
/// <param name="Waiting">How many messages wait for a worker.</param>
/// <param name="Outside">How many senders wait for a place in the queue.</param>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public sealed record PoolInfo(int Size, int Ready, int Busy, int Waiting, int Outside);
