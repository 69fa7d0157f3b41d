namespace DeviceGateway;

/// <summary>The running tree for a terminal: of hundreds of devices, how many.</summary>
internal static class GatewayText
{
    /// <summary>The text.</summary>
    public static string Of(TreeSnapshot tree)
    {
        List<string> lines = [];
        int? depth = null;
        int devices = tree.Root.All().FirstOrDefault(entry => entry.Name == GatewayNames.Pollers)?.Supervisor?.Children.Count ?? 0;
        foreach (string line in tree.ToText().TrimEnd('\n').Split('\n'))
        {
            int start = line.AsSpan().IndexOfAnyExcept("│├└─ ");
            if (start > depth)
            {
                continue;
            }

            depth = null;
            lines.Add(line);
            if (line.AsSpan(start).StartsWith(GatewayNames.Pollers + "#"))
            {
                depth = start;
                lines.Add(Invariant($"{line[..start].Replace("├─", "│ ", StringComparison.Ordinal)}└─ {devices} devices, each temporary: fsm, connection"));
            }
        }

        return string.Join('\n', lines) + "\n";
    }
}
