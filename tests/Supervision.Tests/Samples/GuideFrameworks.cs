using Supervision.Testing;

namespace Supervision.Tests.Samples;

/// <summary>NUnit's attribute, as far as the guide shows it: the kit needs no framework, and these tests need no second one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TestAttribute : Attribute;

/// <summary>The guide's tests for NUnit, and without a framework.</summary>
internal static class GuideFrameworks
{
    internal sealed class OrderTests
    {
        [Test]
        public void Counter_counts() => Simulation.Test(GuideSnippets.Counter_counts);

        [Test]
        public void No_order_is_lost() => Simulation.Explore(GuideSnippets.No_schedule_loses_an_order, new() { Output = Console.WriteLine });

        [Test]
        public Task Counter_counts_for_real() => TestRuntime.RunAsync(GuideSnippets.Counter_counts);
    }

    internal static async Task MainAsync()
    {
        Simulation.Test(GuideSnippets.Counter_counts);
        Simulation.Explore(GuideSnippets.No_schedule_loses_an_order);
        await TestRuntime.RunAsync(GuideSnippets.Counter_counts);
        Console.WriteLine("all passed");
    }
}
