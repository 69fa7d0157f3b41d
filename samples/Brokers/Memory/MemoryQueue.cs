namespace Brokers;

/// <summary>One queue of <see cref="MemoryBroker"/>, which lets one thread in at a time.</summary>
internal sealed class MemoryQueue
{
    private const int Prefetch = 10;
    private readonly LinkedList<(BrokerMessage Message, bool IsRedelivered)> _waiting = new();

    /// <summary>Whose turn it is next comes first.</summary>
    private readonly List<Outlet> _outlets = [];

    public (int Waiting, int Delivered) Count() => (_waiting.Count, _outlets.Sum(outlet => outlet.Unacknowledged.Count));

    public void Add(BrokerMessage message)
    {
        _waiting.AddLast((message, false));
        Deliver();
    }

    public Outlet Subscribe(Action<Delivery> onDelivery)
    {
        var outlet = new Outlet(onDelivery);
        _outlets.Add(outlet);
        Deliver();
        return outlet;
    }

    public void Unsubscribe(Outlet outlet)
    {
        if (_outlets.Remove(outlet))
        {
            foreach (BrokerMessage message in outlet.Unacknowledged.Values.Reverse())
            {
                _waiting.AddFirst((message, true));
            }

            outlet.Unacknowledged.Clear();
            Deliver();
        }
    }

    /// <summary>False when the outlet does not have it any more.</summary>
    public bool Acknowledge(Outlet outlet, ulong tag)
    {
        bool had = outlet.Unacknowledged.Remove(tag);
        Deliver();
        return had;
    }

    public void Reject(Outlet outlet, ulong tag)
    {
        if (outlet.Unacknowledged.Remove(tag, out BrokerMessage? message))
        {
            _waiting.AddFirst((message, true));
            Deliver();
        }
    }

    private void Deliver()
    {
        while (_waiting.First is { } first && _outlets.Find(outlet => outlet.Unacknowledged.Count < Prefetch) is { } next)
        {
            _waiting.RemoveFirst();
            _outlets.Remove(next);
            _outlets.Add(next);
            next.Deliver(first.Value.Message, first.Value.IsRedelivered);
        }
    }

    /// <summary>One subscription.</summary>
    internal sealed class Outlet(Action<Delivery> onDelivery)
    {
        private ulong _lastTag;

        /// <summary>What it has, oldest first.</summary>
        public SortedDictionary<ulong, BrokerMessage> Unacknowledged { get; } = [];

        public void Deliver(BrokerMessage message, bool isRedelivered)
        {
            Unacknowledged.Add(++_lastTag, message);
            onDelivery(new Delivery(_lastTag, message, isRedelivered));
        }
    }
}
