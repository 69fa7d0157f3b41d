namespace Supervision.Tests.Servers;

/// <summary>The messages of <see cref="ScriptedServer"/>.</summary>
public abstract record Request
{
    public sealed record Tell(string Text) : Request;

    public sealed record Ask(string Text) : Request, ICall<Request, string>;
}
