namespace DeviceGateway;

/// <summary>The numbers of one device's readings, of which nearly all follow each other: they cost no memory.</summary>
internal sealed class StoredNumbers
{
    /// <summary>Numbers after a hole.</summary>
    private readonly SortedSet<long> _beyond = [];

    private long _first;
    private long _last;

    /// <summary>How many there are.</summary>
    public long Count => (_first == 0 ? 0 : _last - _first + 1) + _beyond.Count;

    /// <summary>Adds one; one that is there already changes nothing.</summary>
    public void Add(long number)
    {
        if (_first == 0)
        {
            _first = _last = number;
        }
        else if (number > _last || number < _first)
        {
            _beyond.Add(number);
        }

        while (_beyond.Remove(_last + 1))
        {
            _last++;
        }
    }

    /// <summary>Whether one is there.</summary>
    public bool Contains(long number) => (_first != 0 && number >= _first && number <= _last) || _beyond.Contains(number);
}
