namespace Supervision;

/// <summary>How many children a supervisor has.</summary>
/// <param name="Specs">Child specifications; always 1 for a dynamic supervisor.</param>
/// <param name="Active">Children whose process is alive; for a dynamic supervisor those not being restarted.</param>
/// <param name="Supervisors">Children of type <see cref="ChildType.Supervisor"/>, running or not.</param>
/// <param name="Workers">Children of type <see cref="ChildType.Worker"/>, running or not.</param>
/// <remarks><para><b>OTP:</b> what supervisor:count_children/1 returns; no difference.</para></remarks>
public sealed record ChildCounts(int Specs, int Active, int Supervisors, int Workers);
