using System.Text.Json;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>One line of the access log: what these tests read of it.</summary>
internal sealed record AccessLine(int Status, string? Cause, string? NotRetried, long BytesIn, IReadOnlyList<AttemptLine>? Attempts, string? UserAgent);

/// <summary>One attempt in it.</summary>
internal sealed record AttemptLine(string Server, bool Reused, long BytesSent, string? Failure);

/// <summary>The access log of a gateway under test, read as an operator would.</summary>
internal static class AccessRecords
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Settings with an access log in a file of its own.</summary>
    public static GatewaySettings WithRecords(this GatewaySettings settings) =>
        settings with { AccessLog = new AccessLogSettings { Path = Path.Combine(Path.GetTempPath(), $"goodgate-access-{Guid.NewGuid():n}.json") } };

    /// <summary>All lines, in order. Stops the gateway: then none is missing.</summary>
    public static async Task<IReadOnlyList<AccessLine>> RecordsAsync(this RunningGateway gateway)
    {
        await gateway.EndAsync();
        return await ReadAsync(gateway.Instance.Model.Settings);
    }

    /// <summary>What stands in the access log of settings; deletes it.</summary>
    public static async Task<IReadOnlyList<AccessLine>> ReadAsync(GatewaySettings settings)
    {
        var path = settings.AccessLog.ShouldNotBeNull().Path;
        var lines = await File.ReadAllLinesAsync(path);
        File.Delete(path);
        return [.. lines.Select(line => JsonSerializer.Deserialize<AccessLine>(line, Names)!)];
    }
}
