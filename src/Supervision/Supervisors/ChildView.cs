namespace Supervision.Supervisors;

/// <summary>One child as its supervisor knows it.</summary>
/// <param name="Spec">Its specification; the template of a dynamic one.</param>
/// <param name="Listed">Its entry in the listing.</param>
/// <param name="Incarnation">How often it has started.</param>
/// <param name="RegisteredName">The name that its process holds; null for none.</param>
/// <param name="TrapsExits">Whether its process traps exits.</param>
internal sealed record ChildView(ChildSpec Spec, ChildInfo Listed, int Incarnation, string? RegisteredName, bool TrapsExits);
