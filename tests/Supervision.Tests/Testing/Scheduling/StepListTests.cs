using FsCheck;
using FsCheck.Fluent;
using Supervision.Testing.Scheduling;

namespace Supervision.Tests.Testing.Scheduling;

public sealed class StepListTests
{
    [Fact]
    public void StepList_AnyAddsAndRemoves_IsAsAPlainList() => Prop.ForAll(
        Gen.Choose(-3, 12).ListOf().ToArbitrary(),
        orders =>
        {
            StepList list = new();
            List<Chain> model = [];
            foreach (int order in orders.Concat(Enumerable.Repeat(-1, 40)).Concat(Enumerable.Repeat(0, 60)))
            {
                if (order < 0)
                {
                    Chain chain = new(StepKind.Turn, (ulong)model.Count, null, null);
                    list.Add(chain);
                    model.Add(chain);
                }
                else if (model.Count > 0)
                {
                    Assert.Same(model[order % model.Count], list.RemoveAt(order % model.Count));
                    model.RemoveAt(order % model.Count);
                }

                Assert.Equal(model, list.Items.ToArray());
                Assert.Equal(model.Count, list.Count);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));
}
