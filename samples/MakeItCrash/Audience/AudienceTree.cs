namespace MakeItCrash;

/// <summary>The StateServer and, to its right, the partitions.</summary>
internal static class AudienceTree
{
    /// <summary>Many, because that is what the audience is asked for. A partition can only be crashed when it is up, and the StateServer when
    /// all partitions are, so they end as often as the pause allows and no more.</summary>
    private const int Crashes = 1000;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <summary>Rest for one: partitions stand on the StateServer, and not the other way round. One for one among themselves.</summary>
    public static ChildSpec Subtree(TimeSpan pause) => ChildSpec.Nested(Supervisor.RestForOne("audience", audience => audience
        .Named(Names.Audience)
        .Intensity(Crashes, Within)
        .Child(Announced("StateServer", ChildSpec.Server("state", () => new StateServer(), new ServerOptions { Name = Names.State })))
        .OneForOne("partitions", partitions =>
        {
            partitions.Named(Names.Partitions).Intensity(Crashes, Within);
            foreach (Partition partition in Partition.All)
            {
                partitions.Child(Announced(partition.Label, ChildSpec.Server(
                    partition.Label,
                    () => new PartitionServer(partition.Label, pause),
                    new ServerOptions { Name = partition.Label })));
            }
        })));

    /// <summary>The same child, whose every start is told to the show. The child itself need not know that anybody watches.</summary>
    private static ChildSpec Announced(string label, ChildSpec child) => child with
    {
        Start = async start =>
        {
            StartResult result = await child.Start(start);
            if (result is StartResult.Started(var pid, _))
            {
                ServerRef<ShowMessage>.ForName(start.Runtime, Names.Show).Cast(new ShowMessage.Started(label, pid));
            }

            return result;
        },
    };
}
