using System.Reflection.PortableExecutable;

namespace Supervision.Tests.Architecture;

public sealed class SymbolsTests
{
    [Theory]
    [MemberData(nameof(Repository.ShippedNames), MemberType = typeof(Repository))]
    public void ShippedAssembly_CarriesItsSymbols(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(Repository.Shipped[assembly].Location));

        Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }
}
