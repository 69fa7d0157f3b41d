using System.Diagnostics;
using System.Globalization;
using Supervision.Supervisors;

namespace Supervision;

/// <summary>One mistake in the flags or the children of a supervisor, as data. A closed set.</summary>
/// <remarks>
/// <para>The builder gathers all mistakes of a tree in one <see cref="SupervisorSpecException"/>. A supervisor that is started with a
/// mistake fails with the first one, in the order of the members below: as <c>supervisor_data(…)</c> for a flag,
/// <c>start_spec(…)</c> for a child, <c>bad_start_spec(n)</c> for <see cref="WrongTemplateCount"/>. Adding a child with a mistake
/// answers <see cref="ChildResult.Invalid"/>.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> the error terms of supervisor:init/1 and check_childspecs/1, whose form <see cref="ToString"/> has. Differs: what
/// the type system rules out has no case.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract record SpecError
{
    private SpecError()
    {
    }

    /// <summary>What was set, what is allowed, and how to mend it, in one sentence or two.</summary>
    public string Message => SupervisorErrors.Describe(this);

    /// <summary>OTP's term for the mistake.</summary>
    public sealed override string ToString() => Term;

    /// <summary>The text of <see cref="ToString"/>.</summary>
    private protected abstract string Term { get; }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Not a strategy.</summary>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidStrategy(RestartStrategy Value) : SpecError
    {
        private protected override string Term => $"invalid_strategy({Value})";
    }

    /// <summary>A negative number of restarts.</summary>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidMaxRestarts(int Value) : SpecError
    {
        private protected override string Term => $"invalid_intensity({Number(Value)})";
    }

    /// <summary>A period that is not longer than zero.</summary>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidPeriod(TimeSpan Value) : SpecError
    {
        private protected override string Term => $"invalid_period({Number(Value.TotalSeconds)})";
    }

    /// <summary>Not an automatic shutdown.</summary>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidAutoShutdown(AutoShutdown Value) : SpecError
    {
        private protected override string Term => $"invalid_auto_shutdown({Value})";
    }

    /// <summary>A negative limit of children.</summary>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidMaxChildren(int Value) : SpecError
    {
        private protected override string Term => $"invalid_max_children({Number(Value)})";
    }

    /// <summary>A limit of children on a supervisor whose children are declared.</summary>
    /// <param name="Value">What was set.</param>
    public sealed record MaxChildrenNotDynamic(int Value) : SpecError
    {
        private protected override string Term => "bad_combination(max_children)";
    }

    /// <summary>A simple-one-for-one supervisor with another number of specifications than one.</summary>
    /// <param name="Count">How many there were.</param>
    public sealed record WrongTemplateCount(int Count) : SpecError
    {
        private protected override string Term => $"bad_start_spec({Number(Count)})";
    }

    /// <summary>Null in place of a child specification.</summary>
    public sealed record MissingSpec : SpecError
    {
        private protected override string Term => "invalid_child_spec(null)";
    }

    /// <summary>A child whose id is null or empty.</summary>
    public sealed record MissingId : SpecError
    {
        private protected override string Term => "missing_id";
    }

    /// <summary>A child whose start function is null.</summary>
    /// <param name="ChildId">The child.</param>
    public sealed record MissingStart(string ChildId) : SpecError
    {
        private protected override string Term => "missing_start";
    }

    /// <summary>Not a restart type.</summary>
    /// <param name="ChildId">The child.</param>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidRestart(string ChildId, Restart Value) : SpecError
    {
        private protected override string Term => $"invalid_restart_type({Value})";
    }

    /// <summary>A significant child of a supervisor that never shuts itself down.</summary>
    /// <param name="ChildId">The child.</param>
    public sealed record SignificantNeverMatters(string ChildId) : SpecError
    {
        private protected override string Term => "bad_combination(auto_shutdown)";
    }

    /// <summary>A significant child that is always restarted.</summary>
    /// <param name="ChildId">The child.</param>
    public sealed record SignificantPermanent(string ChildId) : SpecError
    {
        private protected override string Term => "bad_combination(restart)";
    }

    /// <summary>Not a child type.</summary>
    /// <param name="ChildId">The child.</param>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidType(string ChildId, ChildType Value) : SpecError
    {
        private protected override string Term => $"invalid_child_type({Value})";
    }

    /// <summary>A negative shutdown time.</summary>
    /// <param name="ChildId">The child.</param>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidShutdown(string ChildId, TimeSpan Value) : SpecError
    {
        private protected override string Term => $"invalid_shutdown({Number(Value.TotalMilliseconds)})";
    }

    /// <summary>A start timeout that is not longer than zero.</summary>
    /// <param name="ChildId">The child.</param>
    /// <param name="Value">What was set.</param>
    public sealed record InvalidStartTimeout(string ChildId, TimeSpan Value) : SpecError
    {
        private protected override string Term => $"invalid_start_timeout({Number(Value.TotalMilliseconds)})";
    }

    /// <summary>A list of tags that is null or holds null.</summary>
    /// <param name="ChildId">The child.</param>
    public sealed record InvalidTags(string ChildId) : SpecError
    {
        private protected override string Term => "invalid_tags";
    }

    /// <summary>An id that an earlier child of the same supervisor has.</summary>
    /// <param name="ChildId">The id.</param>
    public sealed record DuplicateChildId(string ChildId) : SpecError
    {
        private protected override string Term => $"duplicate_child_name({ChildId})";
    }
}
