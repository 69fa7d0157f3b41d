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
}
