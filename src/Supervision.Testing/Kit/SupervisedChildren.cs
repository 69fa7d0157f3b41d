using System.Globalization;

namespace Supervision.Testing.Kit;

/// <summary>What a test starts under supervision: the children of one supervisor, which is linked to the test and never gives up.</summary>
internal sealed class SupervisedChildren(TestWorld world)
{
    private const string RootId = "test";

    private readonly List<string> _ids = [];
    private SupervisorRef? _supervisor;

    internal async Task<Pid> StartAsync(ProcessContext test, ChildSpec spec)
    {
        SupervisorRef supervisor = _supervisor ??= await StartSupervisorAsync(test).ConfigureAwait(true); // in the test's process
        int crashes = world.Observations.CrashCount;
        ChildResult result = await supervisor.StartChildAsync(spec, test.CancellationToken).ConfigureAwait(true); // in the test's process
        switch (result)
        {
            case ChildResult.Started started:
                _ids.Add(spec.Id);
                return started.Pid;
            case ChildResult.Failed failed:
                if (KitErrors.ErrorIn(failed.Reason) is { } error)
                {
                    // Thrown to the test, so no surprise to it.
                    world.Observations.ExpectSince(crashes, error);
                }

                break;
        }

        throw KitErrors.NotStarted(spec.Id, result);
    }

    internal async Task StopAsync(string id)
    {
        ChildResult result = _supervisor is { } supervisor && _ids.Contains(id)
            ? await supervisor.TerminateChildAsync(id).ConfigureAwait(true) // in the test's process
            : new ChildResult.NotFound();
        if (!result.IsSuccess)
        {
            throw KitErrors.NoSuchChild(id, _ids);
        }

        // A temporary child is forgotten when it ends, so that there may be nothing to delete.
        await _supervisor!.Value.DeleteChildAsync(id).ConfigureAwait(true); // in the test's process
        _ids.Remove(id);
    }

    internal async Task StopAllAsync()
    {
        if (_supervisor is { } supervisor)
        {
            await supervisor.StopAsync().ConfigureAwait(true); // in the test's process
        }
    }

    /// <summary>An id for a server that was given none: that of its messages, with a number when it is taken.</summary>
    internal string IdFor(Type message)
    {
        string name = message.Name.Split('`')[0];
        string id = name;
        for (int number = 2; _ids.Contains(id); number++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return id;
    }

    private static async Task<SupervisorRef> StartSupervisorAsync(ProcessContext test)
    {
        SupervisorSpec spec = new()
        {
            Id = RootId,
            Options = new SupervisorOptions { MaxRestarts = 1_000_000, Period = TimeSpan.FromSeconds(1) },
        };
        StartResult result = await test.StartSupervisorAsync(spec).ConfigureAwait(true); // in the test's process
        return SupervisorRef.ForPid(((StartResult.Started)result).Pid);
    }
}
