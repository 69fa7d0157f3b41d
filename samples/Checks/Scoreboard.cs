using System.Globalization;

namespace Checks;

/// <summary>Prints each figure as it is known and counts what passed.</summary>
public sealed class Scoreboard
{
    private int _passed;
    private int _failed;

    public int Failed => _failed;

    /// <summary>One statement that must hold, with the figures that show it.</summary>
    public void Expect(bool holds, FormattableString statement)
    {
        _ = holds ? _passed++ : _failed++;
        Console.WriteLine($"  {(holds ? "ok  " : "FAIL")} {statement.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>A figure that nothing depends on.</summary>
    public void Note(FormattableString figure) => Console.WriteLine($"       {figure.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Runs one check; what it throws is a failure.</summary>
    public async Task RunAsync(string title, Func<Task> check)
    {
        Console.WriteLine(title);
        try
        {
            await check();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Expect(false, $"{error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>The last line.</summary>
    public void Close() => Console.WriteLine(Invariant($"{_passed} passed, {_failed} failed"));
}
