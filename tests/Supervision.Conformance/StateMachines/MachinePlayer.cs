using Supervision.Testing;

namespace Supervision.Conformance.StateMachines;

/// <summary>Plays a program on a simulation.</summary>
internal static class MachinePlayer
{
    /// <summary>So far apart must be what happens at different times for a machine with a real clock to see it in the same order.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(8);

    /// <summary>Some programs postpone an event for ever that inserts the one that moves the machine. They are left out.</summary>
    private const int MaxSteps = 5000;

    /// <summary>Plays it in the plain order.</summary>
    /// <returns>What the callbacks saw, and whether another clock must see the same; nothing of a program without end.</returns>
    internal static (string Trace, bool IsPromised) Play(MachineProgram program)
    {
        try
        {
            return PlayToTheEnd(program);
        }
        catch (SimulationException)
        {
            return ("", false);
        }
    }

    private static (string Trace, bool IsPromised) PlayToTheEnd(MachineProgram program)
    {
        using Simulation simulation = new(new SimulationOptions { MaxSteps = MaxSteps });
        List<string> seen = [];
        List<TimeSpan> instants = [TimeSpan.Zero, .. program.Steps.Select(static step => TimeSpan.FromMilliseconds(step.At))];
        Task<ServerRef<MachineEvent>> start = simulation.Runtime.StartServerAsync<MachineEvent>(() => new TableMachine(
            program, seen.Add, time => instants.Add(simulation.Time.Elapsed + time)));
        simulation.RunUntilIdle();
        ServerRef<MachineEvent> machine = start.GetAwaiter().GetResult();
        foreach ((int at, bool isCall, string message) in program.Steps)
        {
            AdvanceTo(at);
            if (isCall)
            {
                _ = machine.TryCallAsync(new MachineEvent.Asked(message), Timeout.InfiniteTimeSpan).AsTask();
            }
            else
            {
                machine.Cast(new MachineEvent(message));
            }

            simulation.RunUntilIdle();
        }

        AdvanceTo(MachineProgram.End);
        instants.Sort();
        return (string.Join(";", seen), instants.Zip(instants.Skip(1), static (one, next) => next - one).All(static gap => gap >= Apart));

        void AdvanceTo(int milliseconds) => simulation.Advance(TimeSpan.FromMilliseconds(milliseconds) - simulation.Time.Elapsed);
    }
}
