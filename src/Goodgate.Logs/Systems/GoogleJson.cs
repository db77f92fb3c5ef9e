using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Google Cloud's HTTP(S) load balancers: Cloud Logging entries, names in camelCase or snake_case.</summary>
internal static class GoogleJson
{
    /// <summary>Measured distance between a refusal (0.03 s) and a connect that waits.</summary>
    private const double WaitedSeconds = 1;

    private static readonly HashSet<string> Fine = new(StringComparer.Ordinal) { "response_from_cache", "response_from_cache_validated", "byte_range_caching" };

    public static Sighting? Read(JsonFields fields, LogLine line)
    {
        var status = fields.Number("httpRequest.status", "http_request.status", "status");
        var details = fields.Get("jsonPayload.statusDetails", "json_payload.statusDetails", "json_payload.status_details", "statusDetails", "status_details");
        if (details is null && status is null)
        {
            return null;
        }

        var url = fields.Get("httpRequest.requestUrl", "http_request.request_url", "requestUrl", "request_url");
        var parsed = Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? absolute : null;
        var latency = Excerpt.Real(fields.Get("latency")?.TrimEnd('s'));
        var seen = new Sighting
        {
            System = "google",
            Time = LogTimes.Any(fields.Get("timestamp", "receiveTimestamp", "receive_timestamp")) ?? line.CarrierTime,
            Status = status is >= 100 ? status : null,
            IsRequest = true,
            Method = fields.Get("requestMethod", "request_method"),
            Target = parsed?.AbsolutePath,
            Host = parsed?.Host,
            Client = fields.Get("remoteIp", "remote_ip"),
            Agent = fields.Get("userAgent", "user_agent"),
            Peer = fields.Get("serverIp", "server_ip"),
            Elapsed = Excerpt.Seconds(latency),
        };
        if (details is null || Fine.Contains(details))
        {
            return seen with { Decides = status >= 500 ? "jsonPayload.statusDetails" : null, Quote = status >= 500 ? $"status {status}" : "" };
        }

        var quote = $"{status} {details}";
        if (details == "failed_to_connect_to_backend" && latency >= WaitedSeconds)
        {
            return seen with { Code = "google:failed_to_connect_to_backend.slow", Quote = $"{quote}, latency {latency} s" };
        }

        if (ForeignCodes.Find($"google:{details}") is not { } code)
        {
            return seen with { Decides = status >= 500 ? $"Google's list of statusDetails has this value's meaning; proxyStatus of the same entry says more" : null, Quote = quote };
        }

        return code.Code is "response_sent_by_backend" or "aborted_request_due_to_backend_early_response" && status is null or < 500 ? seen : seen with { Code = code.ToString(), Quote = quote };
    }
}
