namespace Supervision.StateMachines;

/// <summary>What is said of a wrong use of a state machine.</summary>
internal static class StateMachineErrors
{
    internal static InvalidOperationException InEnter(string operation) => new(
        $"{operation} cannot be used in EnterAsync: entering a state decides nothing, handles no event and adds none. Do it where the change is decided, or set a timeout of zero.");

    internal static InvalidOperationException NoEvent(string operation) => new(
        $"{operation} works on the event that is being handled, and none is. Use it in HandleAsync or HandleSignalAsync.");

    internal static InvalidOperationException NotNow(string operation) => new(
        $"{operation} decides what follows a callback, and nothing follows this one. Use it in InitAsync, HandleAsync or HandleSignalAsync.");

    internal static InvalidOperationException NoContinuation(Type machine) => new(
        $"{machine.Name} asked for ContinueAsync, which state machines do not have. Insert an event: it is handled before any message.");

    internal static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name[0] == ':')
        {
            throw new ArgumentException($"The timer was called '{name}'; names that begin with a colon are the library's. Leave it away.", nameof(name));
        }
    }
}
