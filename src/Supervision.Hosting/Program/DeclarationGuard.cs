namespace Supervision.Hosting.Program;

/// <summary>Notices that the function that declares the tree asks the container for the tree: that would go on for ever. The container makes one singleton
/// at a time on one thread.</summary>
internal sealed class DeclarationGuard
{
    private bool _isDeclaring;

    internal SupervisionHost Make(Func<SupervisionHost> make)
    {
        if (_isDeclaring)
        {
            throw HostingErrors.AskedForWhileDeclared();
        }

        _isDeclaring = true;
        try
        {
            return make();
        }
        finally
        {
            _isDeclaring = false;
        }
    }
}
