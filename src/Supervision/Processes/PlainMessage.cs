namespace Supervision.Processes;

/// <summary>A message.</summary>
internal sealed class PlainMessage(object content) : Envelope
{
    internal override bool HasContent => true;

    internal override object Content => content;

    /// <summary>The content, without a virtual call.</summary>
    internal object Message => content;

    /// <summary>The envelope of any message.</summary>
    internal static Envelope Of<T>(T message)
        where T : notnull =>
        typeof(T).IsValueType ? new ValueMessage<T>(message) : new PlainMessage(message);

    /// <summary>Sends any message.</summary>
    internal static SendResult Send<T>(ProcessTarget receiver, T message)
        where T : notnull =>
        typeof(T).IsValueType ? receiver.Send(new ValueMessage<T>(message)) : receiver.SendObject(message);

    /// <summary>Refuses null. A value goes round the check, which would put it into a box where the build is not optimized.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    internal static void Require<T>(T message)
    {
        if (!typeof(T).IsValueType || Nullability<T>.HasNull)
        {
            ArgumentNullException.ThrowIfNull(message);
        }
    }

    private static class Nullability<T>
    {
        internal static readonly bool HasNull = default(T) is null;
    }
}
