namespace Supervision.Runtime;

/// <summary>What the process has entered in registries.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>The newest registration; null for none.</summary>
    internal Registration? RegistrationsOnTurn => _extra?.Registrations;

    internal void AddRegistrationOnTurn(Registration registration)
    {
        ProcessExtra extra = Extra;
        registration.Next = extra.Registrations;
        if (extra.Registrations is { } newest)
        {
            newest.Previous = registration;
        }

        extra.Registrations = registration;
        registration.IsListed = true;
    }

    /// <summary>False when it was removed before.</summary>
    internal bool RemoveRegistrationOnTurn(Registration registration)
    {
        if (!registration.IsListed)
        {
            return false;
        }

        if (registration.Previous is { } newer)
        {
            newer.Next = registration.Next;
        }
        else
        {
            Extra.Registrations = registration.Next;
        }

        if (registration.Next is { } older)
        {
            older.Previous = registration.Previous;
        }

        registration.Previous = registration.Next = null;
        registration.IsListed = false;
        return true;
    }

    private void WithdrawAllOnTurn(ProcessExtra extra)
    {
        while (extra.Registrations is { } registration)
        {
            RemoveRegistrationOnTurn(registration);
            try
            {
                registration.Withdraw();
            }
            // Keys and their comparers are the application's, and a process must be able to end.
            catch (Exception error)
            {
                Runtime.Reports.WithdrawalFailed(Pid, error);
            }
        }
    }
}
