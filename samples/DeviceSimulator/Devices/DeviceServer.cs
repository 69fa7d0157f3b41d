namespace DeviceSimulator;

/// <summary>A device: it measures when it is asked, and keeps the last reading until it is told that it is safe.</summary>
internal sealed class DeviceServer(int number, DeviceMode begin) : GenServer<DeviceMessage>
{
    private const int GarbageLength = 48;
    private readonly Random _garbage = new(number);
    private DeviceState _state = new(begin, 0, 0);
    private DeviceAnswer _last;

    protected override ValueTask HandleAsync(DeviceMessage message)
    {
        switch (message)
        {
            case DeviceMessage.Read read:
                Reply(read, Answer(read.Request.After));
                break;
            case DeviceMessage.Become become:
                _state = _state with { Mode = become.Mode };
                Reply(become, true);
                break;
            case DeviceMessage.Look look:
                Reply(look, _state);
                break;
        }

        return ValueTask.CompletedTask;
    }

    protected override object Describe() => _state;

    private string? Answer(long after) => _state.Mode switch
    {
        DeviceMode.Silent => null,
        DeviceMode.Bonkers => Garbage(),
        _ => Measure(after).Format(),
    };

    private DeviceAnswer Measure(long after)
    {
        if (after >= _state.Last)
        {
            _last = new DeviceAnswer(after + 1, Math.Round(20 + (5 * Math.Sin((after + number) / 10d)), 3), Context.Time.GetUtcNow());
        }

        _state = _state with { Last = _last.Sequence, Safe = Math.Max(_state.Safe, after) };
        return _last;
    }

    private string Garbage() => string.Create(GarbageLength, _garbage, (letters, random) =>
    {
        foreach (ref char letter in letters)
        {
            letter = (char)random.Next(0x80, 0x100);
        }
    });
}
