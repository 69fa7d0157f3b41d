using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Supervision.Tests.Architecture;

/// <summary>Event ids are a public contract: people filter and alert by them.</summary>
public sealed class EventIdTests
{
    private static readonly (string Name, LoggerMessageAttribute Message)[] Messages =
    [
        .. from assembly in Repository.Shipped.Values
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select ($"{type.Name}.{method.Name}", message),
    ];

    [Fact]
    public void EventIds_AreSetAndUnique()
    {
        IEnumerable<string> unset = Messages.Where(item => item.Message.EventId <= 0).Select(item => item.Name);
        IEnumerable<string> shared = Messages.GroupBy(item => item.Message.EventId)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(item => item.Name))}");

        Offenders.AssertNone(unset);
        Offenders.AssertNone(shared);
    }

    [Fact]
    public void EventNames_AreUnique()
    {
        IEnumerable<string> shared = Messages.GroupBy(item => item.Message.EventName ?? item.Name[(item.Name.IndexOf('.', StringComparison.Ordinal) + 1)..])
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);

        Offenders.AssertNone(shared);
    }
}
