using System.Text;
using Supervision;

namespace ItemsApi;

/// <summary>The running tree as text, one line for each child. Asks each supervisor, so it waits while one restarts something.</summary>
internal static class TreeText
{
    /// <summary>The text from the root downwards.</summary>
    public static async Task<string> ForAsync(SupervisorRef root, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().AppendLine(Names.Root);
        await AppendAsync(text, root, depth: 1, cancellationToken);
        return text.ToString();
    }

    private static async Task AppendAsync(StringBuilder text, SupervisorRef supervisor, int depth, CancellationToken cancellationToken)
    {
        foreach (ChildInfo child in await supervisor.ListChildrenAsync(cancellationToken))
        {
            string process = child.Pid == Pid.None ? "" : child.Pid.ToString();
            text.Append(' ', depth * 2).AppendLine($"{child.Id} {child.Status} {process}".TrimEnd());
            if (child.Type == ChildType.Supervisor && child.Pid != Pid.None)
            {
                await AppendAsync(text, SupervisorRef.ForPid(child.Pid), depth + 1, cancellationToken);
            }
        }
    }
}
