using Goodgate.Logs.Access;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>JSON lines: which system writes such keys, and what they say.</summary>
internal sealed class JsonReader : ILineReader
{
    /// <summary>The first whose key is there reads the line. Narrow keys first.</summary>
    private static readonly (string Key, Func<JsonFields, LogLine, Sighting?> Read)[] Systems =
    [
        ("EdgeResponseStatus", CloudflareJson.Read),
        ("statusDetails", GoogleJson.Read),
        ("status_details", GoogleJson.Read),
        ("jsonPayload.@type", GoogleJson.Read),
        ("httpRequest.requestUrl", GoogleJson.Read),
        ("http_request.request_url", GoogleJson.Read),
        ("properties.httpStatus", AzureJson.Read),
        ("properties.httpStatusCode", AzureJson.Read),
        ("error_info", AzureJson.Read),
        ("errorInfo", AzureJson.Read),
        ("x-edge-result-type", (fields, line) => CloudFrontReader.Judged(name => fields.Get(name) is { } value && value != "-" ? value : null, line)),
        ("response_flags", EnvoyJson),
        ("response_code_details", EnvoyJson),
        ("responseFlags", EnvoyJson),
        ("DownstreamStatus", TraefikJson.Access),
        ("termination_state", HaproxyJson.Read),
        ("err_trace", CaddyJson.Read),
        ("logger", CaddyJson.Read),
        ("resp_headers", CaddyJson.Read),
    ];

    public Sighting? Read(LogLine line)
    {
        if (!line.Text.Contains("\":", StringComparison.Ordinal) && !line.Text.Contains("\" :", StringComparison.Ordinal) || JsonFields.Read(line.Text) is not { } fields)
        {
            return null;
        }

        foreach (var (key, read) in Systems)
        {
            if (fields.Has(key) && read(fields, line) is { } seen)
            {
                return seen;
            }
        }

        // nginx's log_format escape=json, by the names of its variables.
        if (fields.Has("status") && (fields.Has("upstream_status") || fields.Has("upstream_addr") || fields.Has("remote_addr") || fields.Has("request_uri") || fields.Has("body_bytes_sent")
            || fields.Has("http_user_agent") || fields.Has("request_time")))
        {
            return Access(fields, line, "nginx");
        }

        if (TraefikJson.Log(fields, line) is { } traefik)
        {
            return traefik;
        }

        return fields.IsWhole && fields.Number("status", "status_code") is >= 100 && (fields.Has("method") || fields.Has("request")) ? Access(fields, line, line.Context.System ?? AccessReader.AnySystem) : null;
    }

    private static Sighting Access(JsonFields fields, LogLine line, string system)
    {
        string? Value(string name) => fields.Has(name) ? fields.Get(name) ?? "" : null;
        var facts = AccessValues.Facts(Value);
        var seen = AccessValues.Request(Value, line, system);
        var (code, decides) = AccessCause.Of(facts);
        return code is null && decides is null ? seen : seen with { Code = code, Decides = decides, Quote = AccessValues.Quote(seen, facts) };
    }

    private static Sighting? EnvoyJson(JsonFields fields, LogLine line)
    {
        var flags = fields.Get("response_flags", "responseFlags") ?? "-";
        static string? Dashless(string? value) => value is null or "-" ? null : value;
        var facts = new EnvoyFacts(
            fields.Number("response_code", "responseCode"), flags, Dashless(fields.Get("response_code_details", "responseCodeDetails")),
            Dashless(fields.Get("upstream_transport_failure_reason", "upstreamTransportFailureReason")), fields.Get("upstream_host", "upstreamHost") ?? "-");
        return EnvoyCause.Of(facts, new Sighting
        {
            System = "envoy",
            Time = LogTimes.Any(fields.Get("start_time", "time", "timestamp")) ?? line.CarrierTime,
            IsRequest = true,
            Method = Dashless(fields.Get("method")),
            Target = fields.Get("path", "x_envoy_original_path") is { } path ? Excerpt.Target(path) : null,
            Host = Dashless(fields.Get("authority")),
            Client = Dashless(fields.Get("downstream_remote_address")),
            Agent = Dashless(fields.Get("user_agent")),
            RequestId = Dashless(fields.Get("request_id")),
            Elapsed = Excerpt.Seconds(fields.Real("duration") / 1000),
        });
    }
}
