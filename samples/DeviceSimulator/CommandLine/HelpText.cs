namespace DeviceSimulator;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>What can be typed while it runs, or sent to the port of the commands.</summary>
    public const string Commands = """
          cut 3        nobody can connect to it, and its connections are closed
          drop 3       its connections are closed; it takes new ones
          hang 3       it is silent: connections stay, and nothing is answered
          bonkers 3    it answers garbage
          heal 3       it is well again
          list 3       its port, how it is, the last reading that it made and the last that it was told is safe
        For 3 there can be 3-9, 3,5,7 or all.
        """;

    /// <summary>The whole text; every option the parser knows is in it.</summary>
    public const string Text = $"""
        DeviceSimulator is a field of devices that can be read over TCP on 127.0.0.1, and broken.

        Usage: dotnet run --project samples/DeviceSimulator -- [options]

          --devices N         how many, from 1 to 2000, numbered from 1 (default 200)
          --port N            port of the commands; device n is on port N+n (default 17000); 0 takes free ones, which 'list all' tells
          --bonkers N,N       these answer garbage from the start
          --help              print this text

        While it runs, type or send to the port of the commands:
        {Commands}

        Exit codes: 0 stopped in order, 1 could not start or gave up, 2 a mistake on the command line.

        """;
}
