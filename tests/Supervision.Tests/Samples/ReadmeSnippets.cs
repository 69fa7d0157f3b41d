using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Supervision.Testing;

namespace Supervision.Tests.Samples;

/// <summary>The pieces of code in README.md, where they compile and run. <see cref="ReadmeTests"/> compares the texts.</summary>
internal static class ReadmeSnippets
{
    internal static async Task<SupervisorRef> TreesAsync(ProcessRuntime runtime)
    {
        SupervisorSpec tree = Supervisor.OneForOne("root", root => root
            .RestForOne("ingest", ingest => ingest
                .Server("cache", () => new Cache(), new ServerOptions { Name = "cache" })
                .Server("reader", () => new Reader()))
            .OneForOne("mail", mail => mail
                .Server("mailer", () => new Mailer())
                .Intensity(100, TimeSpan.FromSeconds(5))));

        SupervisorRef supervisor = await runtime.StartSupervisorAsync(tree);
        return supervisor;
    }

    internal static async Task<decimal> CallsAsync(ServerRef<AccountMessage> account)
    {
        account.Cast(new AccountMessage.Deposit(5));                          // never waits, never throws
        decimal balance = await account.CallAsync(new AccountMessage.Balance());   // the reply's type follows from the message
        return balance;
    }

    internal static void Links(ProcessRuntime runtime)
    {
        runtime.Spawn(async context =>
        {
            var (worker, monitor) = context.SpawnMonitor(async work => await work.ReceiveAsync<Job>());
            worker.Send(new Job());
            Signal.Down down = await context.ReceiveAsync<Signal.Down>();
            Console.WriteLine($"{down.Pid} ended: {down.Reason}");
        });
    }

    internal static async Task ReportsAsync(ILoggerFactory loggerFactory)
    {
        await using var runtime = new ProcessRuntime(new ProcessRuntimeOptions
        {
            LoggerFactory = loggerFactory,
            OnReport = report => Console.WriteLine(report),
            OnDeadLetter = letter => Console.WriteLine(letter),
        });
        runtime.Spawn(static _ => Task.CompletedTask);
    }

    internal static void Testing()
    {
        Simulation.Explore(async test =>                       // in a thousand different orders of everything that can happen
        {
            ServerRef<Add> counter = await test.StartSupervisedAsync(() => new Counter());
            await test.DelayAsync(TimeSpan.FromMinutes(30));   // takes no time
            Assert.Equal(1, await counter.CallAsync(new Add(1)));
        });
    }

    internal sealed record Job;

    internal sealed record Tick;

    internal sealed record Add(int Amount) : ICall<Add, int>;

    internal sealed class Counter : GenServer<Add>
    {
        private int _count;

        protected override ValueTask HandleAsync(Add message)
        {
            Reply(message, _count += message.Amount);
            return default;
        }
    }

    internal sealed class Cache : GenServer<Tick>
    {
        protected override ValueTask HandleAsync(Tick message) => default;
    }

    internal sealed class Reader : GenServer<Tick>
    {
        protected override ValueTask HandleAsync(Tick message) => default;
    }

    internal sealed class Mailer : GenServer<Tick>
    {
        protected override ValueTask HandleAsync(Tick message) => default;
    }

    internal sealed class Account : GenServer<AccountMessage>
    {
        private decimal _balance;

        protected override ValueTask HandleAsync(AccountMessage message)
        {
            switch (message)
            {
                case AccountMessage.Deposit deposit:
                    _balance += deposit.Amount;
                    break;
                case AccountMessage.Balance balance:
                    Reply(balance, _balance);
                    break;
            }

            return default;
        }
    }

    public abstract record AccountMessage
    {
        public sealed record Deposit(decimal Amount) : AccountMessage;
        public sealed record Balance : AccountMessage, ICall<AccountMessage, decimal>;
    }
}
