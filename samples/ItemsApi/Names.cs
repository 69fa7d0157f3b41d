namespace ItemsApi;

/// <summary>The names by which the parts of the program find each other. A name survives restarts, a pid does not.</summary>
internal static class Names
{
    public const string Root = "items-api";
    public const string Audit = "audit";
    public const string Repository = "repository";
    public const string RepositorySupervisor = "repository-supervisor";
    public const string RepositoryGate = "repository-gate";
    public const string Mail = "mail";
    public const string Mailer = "mailer";
    public const string MailerSupervisor = "mailer-supervisor";
    public const string Endpoint = "endpoint";
    public const string Readiness = "readiness";
}
