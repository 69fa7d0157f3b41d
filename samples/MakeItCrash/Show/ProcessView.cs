namespace MakeItCrash;

/// <summary>One process of the tree as pages show it.</summary>
/// <param name="Label">Its place in the tree.</param>
/// <param name="Pid">Who is there now; empty for nobody.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="Crashes">How often it has ended since the show began.</param>
/// <param name="Count">How many participants it has.</param>
/// <param name="Participants">The first of them.</param>
internal sealed record ProcessView(string Label, string Pid, Phase Phase, int Crashes, int Count, IReadOnlyList<string> Participants);
