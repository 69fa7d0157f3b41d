using FsCheck;
using FsCheck.Fluent;
using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>A mailbox under any sequence of sends and selective receives, against a list that does the obvious.</summary>
public sealed class MailboxModelTests
{
    /// <summary>Send a number, or take the first that leaves a remainder by a divisor.</summary>
    private sealed record Step(bool Send, int Number, int Divisor);

    [Theory]
    [InlineData(null)]
    [InlineData(11UL)]
    public void Mailbox_UnderAnySteps_AgreesWithTheList(ulong? seed)
    {
        Gen<Step> step =
            from send in Gen.Elements(true, true, false)
            from number in Gen.Choose(0, 20)
            from divisor in Gen.Choose(1, 4)
            select new Step(send, number, divisor);

        Prop.ForAll(step.ListOf().ToArbitrary(), steps => AgreesWithTheList(steps, seed))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static bool AgreesWithTheList(IEnumerable<Step> steps, ulong? seed)
    {
        List<int> model = [];
        bool agrees = true;
        using Simulation simulation = new(seed);
        simulation.Run(async context =>
        {
            foreach (Step step in steps)
            {
                if (step.Send)
                {
                    context.Self.Send(new Box(step.Number));
                    model.Add(step.Number);

                    // So that with a seed, too, the message is there before it is looked for.
                    await context.DelayAsync(TimeSpan.FromMilliseconds(1));
                    continue;
                }

                Box? got = await context.TryReceiveAsync<Box>(TimeSpan.Zero, box => box.Number % step.Divisor == 0);
                int index = model.FindIndex(number => number % step.Divisor == 0);
                agrees &= got?.Number == (index < 0 ? null : model[index]);
                if (index >= 0)
                {
                    model.RemoveAt(index);
                }
            }

            foreach (int left in model)
            {
                agrees &= (await context.ReceiveAsync<Box>()).Number == left;
            }
        });
        return agrees;
    }

    private sealed record Box(int Number);
}
