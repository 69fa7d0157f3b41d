namespace Supervision.Dashboard.Views;

/// <summary>What became of a request.</summary>
internal sealed record Answer(string Problem, string Text = "");
