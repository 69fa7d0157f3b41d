using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Supervision.Testing.Exploration;

/// <summary>
/// A schedule as text: <c>sup1:</c> modes <c>-</c> test <c>-</c> steps <c>:</c> choices.
/// <code>
/// modes    p or i (pairwise or instant delivery), e for eager turns, t3 for three timer races; then, after a dot each, sixteen
///          hexadecimal digits of each process whose turns are not eager because it shares something
/// test     eight hexadecimal digits of the test's name
/// steps    eight of the hash of all steps that were made: other steps, another program
/// choices  numbers with dots between them and z5 for five zeros (z2.1.1z3.4), nothing for none; when that is long, b and
///          the numbers in base64url, seven bits a byte, the lowest first
/// </code>
/// </summary>
internal sealed record ScheduleToken(ScheduleModes Modes, uint Test, uint Steps, IReadOnlyList<int> Choices)
{
    private const string Version = "sup1:";
    private const int LongFrom = 200;

    /// <summary>More choices than any run makes; a text must not ask for more memory than a run would.</summary>
    private const int MaxChoices = 10_000_000;

    /// <summary>The keys of processes that are not eager although others are.</summary>
    internal IReadOnlyList<ulong> Shared { get; init; } = [];

    public override string ToString()
    {
        string text = Text();
        string delivery = Modes.Delivery == Delivery.Pairwise ? "p" : "i";
        string races = Modes.TimerRaces > 0 ? string.Create(CultureInfo.InvariantCulture, $"t{Modes.TimerRaces}") : "";
        string shared = string.Concat(Shared.Select(static process => string.Create(CultureInfo.InvariantCulture, $".{process:x16}")));
        return $"{Version}{delivery}{(Modes.EagerTurns ? "e" : "")}{races}{shared}-{Test:x8}-{Steps:x8}:{(text.Length > LongFrom ? "b" + Packed() : text)}";
    }

    /// <exception cref="FormatException">It is no such text.</exception>
    internal static ScheduleToken Parse(string text)
    {
        string[] parts = text.StartsWith(Version, StringComparison.Ordinal) ? text[Version.Length..].Split(':') : [];
        string[] head = parts.Length == 2 ? parts[0].Split('-') : [];
        return head.Length == 3
            ? new ScheduleToken(
                ParseModes(head[0].Split('.')[0]),
                (uint)ParseHash(head[1], digits: 8),
                (uint)ParseHash(head[2], digits: 8),
                parts[1].StartsWith('b') ? Unpack(parts[1][1..]) : ParseText(parts[1]))
            {
                Shared = [.. head[0].Split('.').Skip(1).Select(static process => ParseHash(process, digits: 16))],
            }
            : throw Wrong($"it must have the form {Version}modes-test-steps:choices");
    }

    private string Text()
    {
        StringBuilder text = new();
        int zeros = 0;
        bool afterItem = false;
        foreach (int choice in Choices.Append(-1))
        {
            if (choice == 0)
            {
                zeros++;
                continue;
            }

            if (zeros > 0)
            {
                text.Append('z').Append(zeros.ToString(CultureInfo.InvariantCulture));
                zeros = 0;
                afterItem = true;
            }

            if (choice > 0)
            {
                text.Append(afterItem ? "." : "").Append(choice.ToString(CultureInfo.InvariantCulture));
                afterItem = true;
            }
        }

        return text.ToString();
    }

    private string Packed()
    {
        List<byte> bytes = [];
        foreach (int choice in Choices)
        {
            uint rest = (uint)choice;
            for (; rest >= 0x80; rest >>= 7)
            {
                bytes.Add((byte)(rest | 0x80));
            }

            bytes.Add((byte)rest);
        }

        return Base64Url.EncodeToString([.. bytes]);
    }

    private static List<int> Unpack(string text)
    {
        List<int> choices = [];
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw Wrong("what follows b is no base64url");
        }

        ulong value = 0;
        int shift = 0;
        foreach (byte part in bytes)
        {
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if (value > int.MaxValue || shift > 35)
            {
                throw Wrong("a choice is too large");
            }

            if (part < 0x80)
            {
                choices.Add((int)value);
                value = 0;
                shift = 0;
            }
        }

        return shift == 0 ? choices : throw Wrong("the last choice is cut off");
    }

    private static List<int> ParseText(string text)
    {
        List<int> choices = [];
        foreach (string item in text.Replace("z", ".z", StringComparison.Ordinal).Split('.').Skip(text.StartsWith('z') || text.Length == 0 ? 1 : 0))
        {
            bool isRun = item.StartsWith('z');
            int number = ParseNumber(isRun ? item[1..] : item);
            if (isRun ? number == 0 || number > MaxChoices - choices.Count : number == 0)
            {
                throw Wrong(isRun ? "a run of zeros is empty or too long" : "a single zero is written z1");
            }

            choices.AddRange(isRun ? Enumerable.Repeat(0, number) : [number]);
        }

        return choices;
    }

    private static ScheduleModes ParseModes(string text)
    {
        Delivery delivery = text.StartsWith('p') ? Delivery.Pairwise : text.StartsWith('i') ? Delivery.Instant : throw Wrong("its modes must begin with p or i");
        string rest = text[1..];
        bool isEager = rest.StartsWith('e');
        rest = isEager ? rest[1..] : rest;
        int races = rest.Length == 0 ? 0 : rest.StartsWith('t') ? ParseNumber(rest[1..]) : throw Wrong("its modes may only be p, i, e and t with a number");
        return new ScheduleModes(delivery, isEager, races);
    }

    private static ulong ParseHash(string text, int digits) =>
        text.Length == digits && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash)
            ? hash
            : throw Wrong("test and steps must be eight hexadecimal digits each, a process sixteen");

    private static int ParseNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong($"'{(text.Length > 20 ? text[..20] : text)}' is no number");

    private static FormatException Wrong(string why) => new($"The text is no schedule: {why}. Copy it whole from the failure of an exploration.");
}
