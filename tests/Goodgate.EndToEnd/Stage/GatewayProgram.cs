using Goodgate.Gateway;

namespace Goodgate.EndToEnd.Stage;

/// <summary>
/// A gateway as a program, for tests that take something away from its process: <c>dotnet exec Goodgate.EndToEnd.dll SERVER-URL</c>.
/// Says on standard output where it listens, then one line per verdict; ends with its standard input.
/// </summary>
internal static class GatewayProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        await using var gateway = await GatewayInstance.StartAsync(RunningGateway.Before(arguments[0]), TimeProvider.System, CancellationToken.None);
        Console.WriteLine(gateway.Addresses[0]);
        var telling = TellAsync(gateway);
        await Console.In.ReadToEndAsync();
        await gateway.StopAsync(CancellationToken.None);
        await telling;
        return 0;
    }

    private static async Task TellAsync(GatewayInstance gateway)
    {
        await foreach (var verdict in gateway.Verdicts.Follow().ReadAllAsync())
        {
            Console.WriteLine($"{verdict.Cause.Id} {verdict.Confidence} {verdict.Summary}");
        }
    }
}
