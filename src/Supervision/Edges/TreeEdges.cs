namespace Supervision;

/// <summary>Writes down the edges of a tree: what must be there first, and who is told last.</summary>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public static class TreeEdges
{
    /// <summary>Adds a prerequisite as a child; see <see cref="Supervision.Prerequisite"/>.</summary>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The id of the child, and how the prerequisite is called.</param>
    /// <param name="check">Ends when it is there, throws when it is not.</param>
    /// <param name="options">Null for the defaults: checked once.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static SupervisorBuilder Prerequisite(
        this SupervisorBuilder builder, string id, Func<ProcessContext, Task> check, PrerequisiteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Child(Supervision.Prerequisite.Child(id, check, options));
    }

    /// <summary>Adds the registration of a service as a child; see <see cref="ServiceRegistration"/>, which also says whether it is registered.</summary>
    /// <param name="builder">The supervisor.</param>
    /// <param name="id">The id of the child.</param>
    /// <param name="register">Registers the service.</param>
    /// <param name="unregister">Takes the service back.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public static SupervisorBuilder Registration(
        this SupervisorBuilder builder,
        string id,
        Func<ProcessContext, Task> register,
        Func<ProcessContext, Task> unregister,
        RegistrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Child(new ServiceRegistration(id, register, unregister, options).Child);
    }
}
