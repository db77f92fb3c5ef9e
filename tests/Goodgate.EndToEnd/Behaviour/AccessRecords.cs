using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Access records of a gateway under test.</summary>
internal static class AccessRecords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Settings with an access log: the test reads the records in its place.</summary>
    public static GatewaySettings WithRecords(this GatewaySettings settings) => settings with { AccessLog = new AccessLogSettings { Path = "-" } };

    /// <summary>The next record; waits for it.</summary>
    public static async Task<AccessRecord> RecordAsync(this RunningGateway gateway)
    {
        using var limit = new CancellationTokenSource(Patience);
        return await gateway.Instance.Outlets.Records.ShouldNotBeNull().Reader.ReadAsync(limit.Token);
    }
}
