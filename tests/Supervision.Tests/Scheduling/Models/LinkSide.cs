namespace Supervision.Tests.Scheduling.Models;

/// <summary>
/// One of the two processes of the link model. Link objects are digits: 0 to 2 are made by the first process, 3 to 5 by the second.
/// A signal is two characters: L (link), U (unlink), X (exit) or N (exit with noproc), and the object that it is about.
/// </summary>
/// <param name="Name">A or B.</param>
/// <param name="Operations">How many more times the process may link or unlink.</param>
/// <param name="IsMortal">Whether it may die of its own accord.</param>
/// <param name="IsDead">Whether it has died.</param>
/// <param name="Own">The links in its list, a bit for each.</param>
/// <param name="Made">How many link objects it has made.</param>
/// <param name="Arrivals">What was pushed into its door and is not handled yet, oldest first.</param>
/// <param name="Outbox">What it has still to send before it does anything else, in order.</param>
/// <param name="Entered">The requests of the other that it has entered, a bit for each.</param>
/// <param name="Withdrawn">The requests that the other has taken back.</param>
/// <param name="WasTold">An exit was delivered to it, and it has not linked since.</param>
/// <param name="HasUnlinked">Unlink has returned, and nobody has linked since.</param>
/// <param name="Complaint">What went wrong.</param>
internal readonly record struct LinkSide(
    char Name,
    int Operations,
    bool IsMortal,
    bool IsDead,
    int Own,
    int Made,
    string Arrivals,
    string Outbox,
    int Entered,
    int Withdrawn,
    bool WasTold,
    bool HasUnlinked,
    string? Complaint)
{
    internal static LinkSide Of(char name, int operations, bool mortal) =>
        new(name, operations, mortal, false, 0, 0, "", "", 0, 0, false, false, null);

    /// <summary>The links that it has made itself.</summary>
    internal int Requests => Name == 'A' ? 0b000_111 : 0b111_000;

    internal bool Holds(char link) => (Own & Bit(link)) != 0;

    internal LinkSide With(char link) => this with { Own = Own | Bit(link) };

    internal LinkSide Enter(char link) => (Withdrawn & Bit(link)) != 0
        ? this
        : With(link) with { Entered = Entered | Bit(link), HasUnlinked = false };

    internal LinkSide Without(char link) => this with { Own = Own & ~Bit(link) };

    internal string SignalForEachOwn(char kind) =>
        string.Concat("012345".Where(Holds).Select(link => $"{kind}{link}"));

    public override string ToString() => $"{Name}{(IsDead ? " dead" : "")} [{SignalForEachOwn(' ').Replace(" ", "")}] <- {Arrivals}";

    private static int Bit(char link) => 1 << (link - '0');
}
