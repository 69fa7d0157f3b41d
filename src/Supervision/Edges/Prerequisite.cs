using Supervision.Edges;

namespace Supervision;

/// <summary>Declares what a tree needs from outside before anything to the right of it may start: a disk, a network, a third party.</summary>
/// <example>A shop that does not open without its price list, and closes without its audit log:
/// <code>
/// SupervisorSpec shop = Supervisor.RestForOne("shop", shop => shop
///     .Prerequisite("price-list", LoadPricesAsync)
///     .Prerequisite("audit-log", ReachAuditLogAsync, new() { Interval = TimeSpan.FromSeconds(10) })
///     .Server("till", () => new Counter())
///     .Registration("announce", AnnounceAsync, WithdrawAsync));
/// await test.StartSupervisedAsync(shop);
/// </code></example>
/// <remarks>
/// <para>The check runs in a process of its own, as its initialisation. If it throws, the start of the supervisor fails, and with it that of the
/// whole tree: what stands to the left is stopped again, what stands to the right is never started, and the reason names the
/// prerequisite.</para>
/// <para>With <see cref="PrerequisiteOptions.Interval"/> it is checked again and again. When it is lost the process crashes; its supervisor restarts
/// it, which is another check, and gives up after as many as it allows. So a short loss restarts what depends on it by the strategy, and
/// one for good ends the supervisor, then the one above it, then the root. Under <see cref="RestartStrategy.RestForOne"/> what stands to the
/// right is stopped before each of these checks.</para>
/// <para><b>OTP:</b> none; a worker whose init/1 checks.</para>
/// </remarks>
public static class Prerequisite
{
    /// <summary>A child that is a prerequisite.</summary>
    /// <param name="id">The id of the child, and how the prerequisite is called.</param>
    /// <param name="check">Ends when it is there, throws when it is not. In a process of its own; it may leave nothing behind.</param>
    /// <param name="options">Null for the defaults: checked once.</param>
    /// <returns>The specification of a permanent worker.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static ChildSpec Child(string id, Func<ProcessContext, Task> check, PrerequisiteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(check);
        PrerequisiteOptions settings = EdgeErrors.Checked(options ?? PrerequisiteOptions.Default);
        return ChildSpec.Server(id, () => new PrerequisiteServer(id, check, settings));
    }
}
