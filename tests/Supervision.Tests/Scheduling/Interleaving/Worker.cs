namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>A thread that runs one body at a time, and only when it has been handed the baton.</summary>
internal sealed class Worker : IDisposable
{
    private readonly AutoResetEvent _baton = new(initialState: false);
    private readonly Thread _thread;
    private Action? _body;

    internal Worker()
    {
        _thread = new Thread(RunBodies) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Gives it a body, which starts when the baton comes.</summary>
    internal void Begin(Action body) => _body = body;

    internal void HandBaton() => _baton.Set();

    internal void AwaitBaton() => _baton.WaitOne();

    public void Dispose()
    {
        _body = null;
        HandBaton();
        _thread.Join();
        _baton.Dispose();
    }

    private void RunBodies()
    {
        AwaitBaton();
        while (_body is { } body)
        {
            body();
            AwaitBaton();
        }
    }
}
