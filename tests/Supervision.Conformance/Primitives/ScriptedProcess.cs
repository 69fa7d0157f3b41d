namespace Supervision.Conformance.Primitives;

/// <summary>A process of a program: does what it is told, one part after the other.</summary>
internal sealed class ScriptedProcess(Scene scene, string slot, Operation? first)
{
    /// <summary>Half of a unit is left between timers and timeouts, so that no two of different kinds are due at once.</summary>
    internal static readonly TimeSpan Unit = TimeSpan.FromMilliseconds(100);

    internal async Task RunAsync(ProcessContext context)
    {
        if (first is not null)
        {
            await DoAsync(context, first);
        }

        scene.Busy.Remove(slot);
        while (true)
        {
            switch (await context.ReceiveAsync<Order>())
            {
                case Order.Do order:
                    await DoPartAsync(context, order.Part);
                    scene.Busy.Remove(slot);
                    break;
                case Order.Look look:
                    await LookAsync(context, look.Mail);
                    break;
            }
        }
    }

    private async Task DoPartAsync(ProcessContext context, Part part)
    {
        for (int place = 0; place < part.Operations.Count; place++)
        {
            // Not in one expression: a step that begins meanwhile has a list of its own.
            string answer = await DoAsync(context, part.Operations[place]);
            scene.Answers.Add((slot, place, answer));
        }
    }

    /// <summary>A receive that takes nothing sees everything, in order.</summary>
    private async Task LookAsync(ProcessContext context, List<MailItem> mail) => await context.TryReceiveAsync<object>(TimeSpan.Zero, message =>
    {
        if (message is not Order)
        {
            mail.Add(MailItem.Parse(scene.TextOf(message)));
        }

        return false;
    });

    private ValueTask<string> DoAsync(ProcessContext context, Operation operation)
    {
        if (operation.Word == "receive")
        {
            return ReceiveAsync(context, operation);
        }

        return new ValueTask<string>(operation.Word switch
        {
            "spawn" or "spawn_link" or "spawn_monitor" => Spawn(context, operation),
            "link" or "unlink" or "unlink_flush" or "monitor" or "monitor_name" or "demonitor" or "demonitor_flush" => Relate(context, operation),
            "send_after" or "send_after_name" or "cancel" => Time(context, operation),
            "exit" => Leave(context, operation[0]),
            "crash" => throw new Replay.ScriptException(operation[0]),
            "trap" => Trap(context, operation[0] == "on"),
            "register" when scene.PidOf(operation[1]) == context.Self => Answer(context.TryRegister(operation[0])),
            _ => DoAnywhere(scene, slot, operation),
        });
    }

    /// <summary>What can be done outside of processes too.</summary>
    internal static string DoAnywhere(Scene scene, string actor, Operation operation)
    {
        switch (operation.Word)
        {
            case "spawn":
                scene.Busy.Add(operation[0]);
                scene.Enter(operation[0], scene.Runtime.Spawn(new ScriptedProcess(scene, operation[0], operation.First).RunAsync));
                return "ok";
            case "signal":
                scene.PidOf(operation[0]).Exit(PrimitiveReasons.Parse(operation[1]));
                return "ok";
            case "send":
                scene.PidOf(operation[0]).Send(new Note($"m{operation[1]}@{actor}"));
                return "ok";
            case "send_name":
                return Answer(scene.Runtime.Send(operation[0], new Note($"m{operation[1]}@{actor}")) == SendResult.Accepted);
            case "register":
                return Answer(scene.Runtime.TryRegister(operation[0], scene.PidOf(operation[1])));
            case "unregister":
                return Answer(scene.Runtime.Unregister(operation[0]));
            case "whereis":
                return scene.Runtime.Find(operation[0]) is var holder && holder == Pid.None ? "none" : scene.SlotOf(holder);
            case "alive":
                return Answer(scene.PidOf(operation[0]).IsAlive);
            default:
                throw new FormatException($"'{operation}' needs a process.");
        }
    }

    private static string Answer(bool value) => value ? "true" : "false";

    private string Spawn(ProcessContext context, Operation operation)
    {
        string child = operation[0];
        ScriptedProcess process = new(scene, child, operation.First);
        scene.Busy.Add(child);
        switch (operation.Word)
        {
            case "spawn":
                scene.Enter(child, context.Spawn(process.RunAsync));
                break;
            case "spawn_link":
                scene.Enter(child, context.SpawnLink(process.RunAsync));
                break;
            default:
                (Pid pid, MonitorRef monitor) = context.SpawnMonitor(process.RunAsync);
                scene.Enter(child, pid);
                scene.EnterMonitor(operation[1], monitor);
                break;
        }

        return "ok";
    }

    private string Relate(ProcessContext context, Operation operation)
    {
        switch (operation.Word)
        {
            case "link":
                context.Link(scene.PidOf(operation[0]));
                return "ok";
            case "unlink" or "unlink_flush":
                context.Unlink(scene.PidOf(operation[0]), flush: operation.Word == "unlink_flush");
                return "ok";
            case "monitor":
                scene.EnterMonitor(operation[1], context.Monitor(scene.PidOf(operation[0])));
                return "ok";
            case "monitor_name":
                scene.EnterMonitor(operation[1], context.Monitor(operation[0]));
                return "ok";
            default:
                // OTP flushes when it is asked to, and here it is the default: both sides always say which.
                return Answer(context.Demonitor(scene.Monitors[operation[0]], flush: operation.Word == "demonitor_flush"));
        }
    }

    private string Time(ProcessContext context, Operation operation)
    {
        if (operation.Word == "cancel")
        {
            return Answer(context.Cancel(scene.Timers[operation[0]]));
        }

        TimeSpan units = Unit * NumberOf(operation[1]);
        TimeSpan after = units == TimeSpan.Zero ? units : units - (Unit * 0.75);
        Note note = new(operation[2]);
        scene.Timers[operation[2]] = operation.Word == "send_after"
            ? context.SendAfter(after, scene.PidOf(operation[0]), note)
            : context.SendAfter(after, operation[0], note);
        return "ok";
    }

    private static string Leave(ProcessContext context, string reason)
    {
        context.Exit(PrimitiveReasons.Parse(reason));
        return "";
    }

    private static string Trap(ProcessContext context, bool on)
    {
        bool before = context.TrapExits;
        context.TrapExits = on;
        return before == on ? "unchanged" : "ok";
    }

    private async ValueTask<string> ReceiveAsync(ProcessContext context, Operation operation)
    {
        Pattern pattern = operation.Pattern is { Kind: "exit" } exit ? exit with { Which = scene.SlotOf(scene.PidOf(exit.Which)) } : operation.Pattern;
        bool Match(object message) => message is not Order && pattern.Matches(MailItem.Parse(scene.TextOf(message)));
        if (operation[0] == "forever")
        {
            return scene.TextOf(await context.ReceiveAsync<object>(Match));
        }

        TimeSpan units = Unit * NumberOf(operation[0]);
        object? message = await context.TryReceiveAsync<object>(units == TimeSpan.Zero ? units : units - (Unit * 0.25), Match);
        return message is null ? "timeout" : scene.TextOf(message);
    }

    private static int NumberOf(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
