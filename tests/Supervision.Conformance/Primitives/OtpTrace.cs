using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>Reads what the Erlang side has written.</summary>
internal static class OtpTrace
{
    /// <summary>What was seen of each program, by its number.</summary>
    /// <exception cref="FormatException">A program could not be played.</exception>
    internal static Dictionary<int, List<StepRecord>> Read(IEnumerable<string> lines)
    {
        Dictionary<int, List<StepRecord>> programs = [];
        OpenStep? step = null;
        int number = 0;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "program":
                    number = int.Parse(words[1], CultureInfo.InvariantCulture);
                    programs[number] = [];
                    break;
                case "step":
                    step = new OpenStep();
                    programs[number].Add(step.Record);
                    break;
                case "failed":
                    throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Program {number} could not be played on OTP: {line}"));
                default:
                    step!.Add(words);
                    break;
            }
        }

        return programs;
    }

    private sealed class OpenStep
    {
        private readonly List<(string, int, string)> _answers = [];
        private readonly List<(string, string)> _deaths = [];
        private readonly Dictionary<string, ProcessView> _views = new(StringComparer.Ordinal);
        private List<MailItem> _mail = [];

        internal OpenStep() => Record = new StepRecord(_answers, _deaths, _views);

        internal StepRecord Record { get; }

        internal void Add(string[] words)
        {
            switch (words[0])
            {
                case "answer":
                    _answers.Add((words[1], NumberOf(words[2]), words[3]));
                    break;
                case "died":
                    _deaths.Add((words[1], words[2]));
                    break;
                case "view":
                    _mail = [];
                    _views[words[1]] = new ProcessView(
                        words[2] == "blocked", words[3] == "true", words[4], NumberOf(words[5]), NumberOf(words[6]), NumberOf(words[7]), words[8..], _mail);
                    break;
                case "mail":
                    _mail.Add(MailItem.Parse(words[1]));
                    break;
                default:
                    throw new FormatException($"'{string.Join(' ', words)}' is no line of a trace.");
            }
        }

        private static int NumberOf(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
