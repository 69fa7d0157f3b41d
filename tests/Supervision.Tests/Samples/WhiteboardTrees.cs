namespace Supervision.Tests.Samples;

/// <summary>The two trees of the page about the whiteboard.</summary>
internal static class WhiteboardTrees
{
    internal static SupervisorSpec Before() => Supervisor.RestForOne("root", root => root
        .Child(Worker("sql"))
        .Child(Worker("queue"))
        .Child(Worker("metrics"))
        .Child(Worker("config-cache"))
        .Child(Worker("pollers"))
        .Child(Worker("config-manager")));

    internal static SupervisorSpec After() => Supervisor.OneForOne("root", root => root
        .OneForOne("left", left => left
            .Child(Worker("sql"))
            .Child(Worker("queue"))
            .Child(Worker("metrics")))
        .RestForOne("right", right => right
            .Child(Worker("config-cache"))
            .Child(Worker("pollers"))
            .Child(Worker("config-manager"))));

    private static ChildSpec Worker(string id) => ChildSpec.Process(id, static process => process.ReceiveAsync<object>().AsTask());
}
