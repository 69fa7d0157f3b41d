namespace FactConsumers;

/// <summary>What the program prints when it runs: where it listens and what to try.</summary>
internal static class FirstLines
{
    /// <summary>The text.</summary>
    public static string For(Uri address, ProgramOptions options)
    {
        string url = address.AbsoluteUri.TrimEnd('/');
        string broker = options.Amqp is { } amqp ? $"RabbitMQ at {amqp.Host}" : "the broker within the program";
        return $$"""
            FactConsumers listens on {{url}}
            Facts come from {{broker}}.

            Try:
              curl -X POST {{url}}/facts/mushrooms -d '{"kind":"found","mushroom":"fly agaric"}'
              curl {{url}}/guide
              curl {{url}}/tree
              curl -X POST {{url}}/facts/toxicity -d '{"kind":"measured","mushroom":"fly agaric","value":"hallucinogenic"}'
                                                       nobody knows that level: order 66
              curl {{url}}/health/ready
              curl -X POST {{url}}/teach/level/hallucinogenic
              curl -X POST {{url}}/heal
            Ctrl-C stops the tree from right to left.

            """;
    }
}
