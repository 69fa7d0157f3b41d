namespace DeviceGateway;

/// <summary>Holds the connection to one device, and tells the machine what comes of each question. A device that cannot be reached is no reason to die of:
/// the next question connects again.</summary>
internal sealed class DeviceConnection(DeviceConfiguration given, GatewayParts parts, Owned<IDeviceConnection> owned) : GenServer<IConnectionMessage>
{
    /// <summary>A device that takes longer is lost.</summary>
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    private DeviceConfiguration _device = given;
    private int _connects;

    private ServerRef<IMachineMessage> Machine => GatewayNames.Machine(Context.Runtime, _device.Id);

    protected override async ValueTask<InitResult> InitAsync()
    {
        parts.Group.Join(Context);
        _device = await GatewayNames.Cache(Context.Runtime).CallAsync(new CacheMessage.Find(_device.Id), cancellationToken: Stopping) ?? _device;
        Machine.Cast(new MachineMessage.ConnectionStarted());
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(IConnectionMessage message)
    {
        switch (message)
        {
            case ConnectionMessage.Read read:
                Machine.Cast(await AskAsync(read.After));
                break;
            case ConfigurationChanged changed when changed.Of(_device.Id) is { } device:
                bool isElsewhere = (device.Host, device.Port) != (_device.Host, _device.Port);
                _device = device;
                if (isElsewhere)
                {
                    await owned.CloseAsync();
                }

                break;
        }
    }

    protected override object Describe() => new { Connected = owned.Current is not null, Connects = _connects };

    private async ValueTask<MachineMessage> AskAsync(long after)
    {
        using var limit = new CancellationTokenSource(AnswersWithin, Context.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Stopping);
        long asked = Context.Time.GetTimestamp();
        try
        {
            if (owned.Current is null)
            {
                owned.Current = await parts.Devices.ConnectAsync(_device, end.Token);
                _connects++;
            }

            Reading reading = await owned.Current.PollAsync(after, end.Token);
            return new MachineMessage.Answered(reading, Context.Time.GetElapsedTime(asked));
        }
        catch (DeviceGarbageException garbage)
        {
            return new MachineMessage.Garbage(garbage.Message);
        }
        catch (IOException lost)
        {
            await owned.CloseAsync();
            return new MachineMessage.Lost(lost.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !Stopping.IsCancellationRequested)
        {
            await owned.CloseAsync();
            return new MachineMessage.Lost(Invariant($"no answer within {AnswersWithin.TotalSeconds} s"));
        }
    }
}
