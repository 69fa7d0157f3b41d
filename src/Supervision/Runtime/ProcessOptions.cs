namespace Supervision;

/// <summary>How a process is started. All properties have defaults that suit most processes.</summary>
public record ProcessOptions
{
    internal static readonly ProcessOptions Default = new();

    /// <summary>The name under which the process is registered before it runs; null, the default, for none. A process has one name and a
    /// name one process; it is free again before anybody hears of the process's end.</summary>
    public string? Name { get; init; }

    /// <summary>What the process is, for reports and logs; null, the default, for the type of the server or the name of the body.</summary>
    public string? Label { get; init; }

    /// <summary>Whether exit signals reach the process as messages instead of ending it; false by default. A server must trap exits for its
    /// <c>TerminateAsync</c> to run when its supervisor stops it.</summary>
    public bool TrapExits { get; init; }

    /// <summary>How long the process's code may run on after the process was told to end; then the process is declared dead and the code
    /// that still runs is reported as a straggler. Null, the default, for <see cref="ProcessRuntimeOptions.AbandonAfter"/>; zero for at
    /// once; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan? AbandonAfter { get; init; }

    /// <summary>The bound of the mailbox; null, the default, for none.</summary>
    public MailboxOptions? Mailbox { get; init; }

    internal bool NeedsExtra => Label is not null || AbandonAfter is not null || Mailbox is not null;
}
