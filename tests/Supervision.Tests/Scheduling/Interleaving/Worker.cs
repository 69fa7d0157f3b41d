namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>A thread that runs one body at a time, and only when it has been handed the baton.</summary>
internal sealed class Worker : IDisposable
{
    private readonly SemaphoreSlim _baton = new(0);
    private Action? _body;

    internal Worker() => new Thread(RunBodies) { IsBackground = true }.Start();

    /// <summary>Gives it a body, which starts when the baton comes.</summary>
    internal void Begin(Action body) => _body = body;

    internal void HandBaton() => _baton.Release();

    internal void AwaitBaton() => _baton.Wait();

    public void Dispose()
    {
        _body = null;
        _baton.Release();
    }

    private void RunBodies()
    {
        _baton.Wait();
        while (_body is { } body)
        {
            body();
            _baton.Wait();
        }
    }
}
