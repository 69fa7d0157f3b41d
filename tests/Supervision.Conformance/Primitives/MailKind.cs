namespace Supervision.Conformance.Primitives;

/// <summary>What can be in a mailbox.</summary>
internal enum MailKind
{
    Message = 0,
    Timer,
    Exit,
    Down,
}
