using System.Diagnostics;

namespace Supervision;

/// <summary>Why a process ended. A closed set of values with value equality; never null, never an exception by itself.</summary>
/// <remarks>
/// <para>What follows from a reason:</para>
/// <code>
/// reason         links that do not trap   crash report   permanent   transient   temporary child
/// Normal         live on                  no             restarted   not         not
/// Shutdown       die with Shutdown        no             restarted   not         not
/// ShutdownWith   die with the same        no             restarted   not         not
/// Killed         die with Killed          no             restarted   restarted   not
/// Kill           die with Kill            yes            restarted   restarted   not
/// NoProcess      die with NoProcess       yes            restarted   restarted   not
/// Crashed        die with the same        yes            restarted   restarted   not
/// Custom         die with the same        yes            restarted   restarted   not
/// </code>
/// <para>A crash report is written when a process's own code ends it with such a reason; one that an exit signal ends writes none, so a
/// crash with a thousand links is told once.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> exit reasons. Differs: OTP's are any term; here a term with no meaning of its own is
/// <see cref="Custom"/>.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract record ExitReason
{
    private ExitReason()
    {
    }

    /// <summary>Texts of the application are asked for while a process dies, and whoever writes them must not stop that.</summary>
    private static string TextOf<T>(T of, Func<T, string?> text)
    {
        try
        {
            return text(of) ?? "";
        }
        catch (Exception error) // the application's code
        {
            return $"its text threw {error.GetType().Name}";
        }
    }

    /// <summary>The process had finished its work. Links that do not trap exits are not affected.</summary>
    public static ExitReason Normal { get; } = new Atom("normal");

    /// <summary>An ordered stop, usually by the supervisor.</summary>
    public static ExitReason Shutdown { get; } = new Atom("shutdown");

    /// <summary>As an argument of <see cref="Pid.Exit"/>: the order that cannot be trapped. A process that ends by itself with this
    /// reason gives it to its links as an ordinary one.</summary>
    public static ExitReason Kill { get; } = new Atom("kill");

    /// <summary>What a process that was killed ends with.</summary>
    public static ExitReason Killed { get; } = new Atom("killed");

    /// <summary>There was no such process.</summary>
    public static ExitReason NoProcess { get; } = new Atom("noproc");

    /// <summary>True for <see cref="Normal"/>, <see cref="Shutdown"/> and <see cref="ShutdownWith"/>: no crash report is written and
    /// a transient child is not restarted.</summary>
    public bool IsOrderly => ReferenceEquals(this, Normal) || ReferenceEquals(this, Shutdown) || this is ShutdownWith;

    /// <summary>An ordered stop that says more.</summary>
    /// <param name="Detail">Anything with value equality.</param>
    public sealed record ShutdownWith(object Detail) : ExitReason
    {
        /// <summary>The reason in OTP's words. Never throws: of a detail whose own text throws it says so.</summary>
        public override string ToString() => $"shutdown({TextOf(Detail, static detail => detail?.ToString())})";
    }

    /// <summary>The process's code threw.</summary>
    /// <param name="Error">What it threw. Shared by all who are told: do not rethrow it in two places. Two reasons are equal when
    /// they hold the same exception object.</param>
    public sealed record Crashed(Exception Error) : ExitReason
    {
        /// <summary>What the process's code threw; never null.</summary>
        public Exception Error
        {
            get;
            init => field = value ?? throw new ArgumentNullException(nameof(value));
        }

        = Error ?? throw new ArgumentNullException(nameof(Error));

        /// <summary>Type and message of the exception, without the stack. Never throws, also when the message does.</summary>
        public override string ToString() => $"crashed({Error.GetType().Name}: {TextOf(Error, static error => error.Message)})";
    }

    /// <summary>Any other reason: yours, or one of the library's that needs no type.</summary>
    /// <param name="Code">A short word, such as <c>timeout</c>.</param>
    /// <param name="Detail">More, with value equality; null for none.</param>
    public sealed record Custom(string Code, object? Detail = null) : ExitReason
    {
        /// <summary>Code and detail. Never throws: of a detail whose own text throws it says so.</summary>
        public override string ToString() => Detail is null ? Code : $"{Code}({TextOf(Detail, static detail => detail.ToString())})";
    }

    /// <summary>One of the reasons without data; there is one object for each, so that reference and value equality agree.</summary>
    private sealed record Atom(string Name) : ExitReason
    {
        public override string ToString() => Name;
    }
}
