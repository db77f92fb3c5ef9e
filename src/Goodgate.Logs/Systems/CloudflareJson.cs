using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Cloudflare's Logpush, data set <c>http_requests</c>.</summary>
internal static class CloudflareJson
{
    private const string Decides = "Logpush fields OriginResponseStatus, OriginTCPHandshakeDurationMs, OriginTLSHandshakeDurationMs and OriginResponseDurationMs, or the origin's log at that second";

    public static Sighting Read(JsonFields fields, LogLine line)
    {
        var edge = fields.Number("EdgeResponseStatus");
        var origin = fields.Number("OriginResponseStatus");
        var seen = new Sighting
        {
            System = "cloudflare",
            Time = LogTimes.Any(fields.Get("EdgeStartTimestamp", "EdgeEndTimestamp", "Datetime")) ?? line.CarrierTime,
            Status = edge is >= 100 ? edge : null,
            UpstreamStatus = origin is >= 100 ? origin : null,
            IsRequest = true,
            Method = fields.Get("ClientRequestMethod"),
            Target = (fields.Get("ClientRequestURI") ?? fields.Get("ClientRequestPath")) is { } uri ? Excerpt.Target(uri) : null,
            Host = fields.Get("ClientRequestHost"),
            Client = fields.Get("ClientIP"),
            Agent = fields.Get("ClientRequestUserAgent"),
            Peer = fields.Get("OriginIP"),
            RequestId = fields.Get("RayID"),
        };
        var (code, decides) = Cause(fields, edge, origin);
        return seen with { Code = code, Decides = decides, Quote = code is null && decides is null ? "" : $"EdgeResponseStatus {edge}, OriginResponseStatus {origin?.ToString() ?? "absent"}" };
    }

    private static (string? Code, string? Decides) Cause(JsonFields fields, int? edge, int? origin)
    {
        switch (fields.Get("WorkerStatus"))
        {
            case "exception" or "scriptThrewException" when edge >= 500:
                return ("cloudflare:1101", null);
            case "exceededCpu" or "exceededResources" or "exceededMemory" when edge >= 500:
                return ("cloudflare:1102", null);
        }

        if (edge is 499)
        {
            return ("cloudflare:499", null);
        }

        if (edge is null or < 500)
        {
            return (null, null);
        }

        // 520 to 530 are Cloudflare's own, whatever stands for the origin's status.
        if (edge is >= 520 and <= 530 && ForeignCodes.Find($"cloudflare:{edge}") is { } code)
        {
            return (code.ToString(), null);
        }

        return origin == edge ? ("cloudflare:relayed", null) : (null, Decides);
    }
}
