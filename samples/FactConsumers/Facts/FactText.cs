using System.Text;
using System.Text.Json;

namespace FactConsumers;

/// <summary>Facts as bytes, on the wire and on the disk.</summary>
internal static class FactText
{
    /// <summary>The kind of whatever cannot be read: nobody knows it, so it becomes a dead letter.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The bytes of a fact; one line.</summary>
    public static byte[] Write(Fact fact) => JsonSerializer.SerializeToUtf8Bytes(fact, FactsJson.Plain.Fact);

    /// <summary>What the broker gets for a fact.</summary>
    public static BrokerMessage ToMessage(Fact fact) => new(fact.Id, Encoding.UTF8.GetString(Write(fact)));

    /// <summary>The fact of what the broker has delivered, as <see cref="Read"/> reads it.</summary>
    public static Fact OfMessage(BrokerMessage message) => Read(Encoding.UTF8.GetBytes(message.Text));

    /// <summary>The fact of these bytes. Anybody can put anything into a queue, so what is no fact is one of the kind
    /// <see cref="Unreadable"/>, with the bytes as its value.</summary>
    public static Fact Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize(bytes, FactsJson.Plain.Fact) is { Id: not null, Kind: not null, Mushroom: not null } fact)
            {
                return fact;
            }
        }
        catch (JsonException)
        {
            // Told by the kind below.
        }

        return new Fact("", Unreadable, "", Encoding.UTF8.GetString(bytes));
    }
}
