using Programs;
using Supervision;

namespace ItemsApi;

/// <summary>The servers behind the API, by name.</summary>
internal sealed class ApiServers(ProcessRuntime runtime, string mailTo, ChildSpec mailerSubtree)
{
    /// <summary>Where they run.</summary>
    public ProcessRuntime Runtime => runtime;

    /// <summary>The root supervisor.</summary>
    public SupervisorRef Root { get; } = SupervisorRef.ForName(runtime, Names.Root);

    /// <summary>The supervisor in which the mailer's subtree has its place.</summary>
    public SupervisorRef Mail { get; } = SupervisorRef.ForName(runtime, Names.Mail);

    /// <summary>Keeps the items.</summary>
    public ServerRef<RepositoryMessage> Repository { get; } = ServerRef<RepositoryMessage>.ForName(runtime, Names.Repository);

    /// <summary>Sends the mails.</summary>
    public ServerRef<MailerMessage> Mailer { get; } = ServerRef<MailerMessage>.ForName(runtime, Names.Mailer);

    /// <summary>Knows what is missing.</summary>
    public ServerRef<ReadinessMessage> Readiness { get; } = ServerRef<ReadinessMessage>.ForName(runtime, Names.Readiness);

    /// <summary>The HTTP endpoint itself.</summary>
    public ServerRef<EndpointMessage> Endpoint { get; } = ServerRef<EndpointMessage>.ForName(runtime, Names.Endpoint);

    /// <summary>Who gets a mail for each new item.</summary>
    public string MailTo => mailTo;

    /// <summary>The mailer's subtree, to start it again after it was given up: a temporary child leaves nothing behind in its supervisor.</summary>
    public ChildSpec MailerSubtree => mailerSubtree;

    /// <summary>False while the repository is being restarted. Its name is taken before its store is open, so a call would wait; its
    /// gate is there only after.</summary>
    public bool RepositoryIsUp => runtime.Find(Names.RepositoryGate).IsAlive;

    /// <summary>The process with this name; none when there is none.</summary>
    public Pid Find(string name) => runtime.Find(name);
}
