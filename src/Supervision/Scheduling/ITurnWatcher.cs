using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>Is told about turns that hold their thread for long.</summary>
internal interface ITurnWatcher
{
    /// <summary>The process's turn has not ended since the last look.</summary>
    /// <param name="process">The process; possibly of another runtime.</param>
    /// <param name="turn">Identifies the turn together with the process.</param>
    /// <param name="lasted">How long it is known to last.</param>
    void TurnLasts(ProcessTarget process, long turn, TimeSpan lasted);
}
