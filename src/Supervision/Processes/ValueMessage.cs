namespace Supervision.Processes;

/// <summary>A message that is a value: it travels without a box, and gets one only for those who look at it as an object.</summary>
internal sealed class ValueMessage<T>(T value) : Envelope
{
    private object? _box;

    internal T Value => value;

    internal override bool HasContent => true;

    internal override object Content => _box ??= value!;
}
