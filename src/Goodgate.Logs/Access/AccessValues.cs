using System.Globalization;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Access;

/// <summary>From named values (nginx variables, or JSON keys people give them) to what is known of a request.</summary>
internal static class AccessValues
{
    /// <summary>nginx's variables, and the names people give them in JSON and in key=value formats.</summary>
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["status"] = ["status", "response_status", "status_code", "http_status", "response.status", "httpStatus"],
        ["upstream_status"] = ["upstream_status", "us", "ustatus", "upstatus", "upstream.status", "upstreamStatus", "upstream_response_status"],
        ["upstream_addr"] = ["upstream_addr", "ua", "uaddr", "upaddr", "upstream", "upstream_address", "upstreamAddr", "upstream.addr", "backend"],
        ["upstream_connect_time"] = ["upstream_connect_time", "ct", "uct", "connect_time", "upstreamConnectTime", "upstream_connect"],
        ["upstream_header_time"] = ["upstream_header_time", "ht", "uht", "header_time", "upstreamHeaderTime", "upstream_header"],
        ["upstream_response_time"] = ["upstream_response_time", "urt", "upstream_time", "upstreamResponseTime", "response_time"],
        ["upstream_bytes_received"] = ["upstream_bytes_received", "br", "ubr", "bytes_received", "upstreamBytesReceived"],
        ["upstream_response_length"] = ["upstream_response_length", "ul", "url", "upstreamResponseLength"],
    };

    public static AccessFacts Facts(Func<string, string?> value)
    {
        string? Of(string variable) => Names[variable].Select(value).FirstOrDefault(one => one is not null);
        var address = Of("upstream_addr");

        // "rt" is $request_time where "urt" stands beside it, or where no server was asked.
        var isUpstreamTime = Of("upstream_response_time") is null && !AccessFacts.IsNone(Of("upstream_status"));
        var responseTime = Of("upstream_response_time") ?? (isUpstreamTime ? value("rt") : null);
        return new AccessFacts
        {
            Status = Excerpt.Number(Of("status")),
            Bytes = Excerpt.Number(value("body_bytes_sent") ?? value("bytes_sent") ?? value("bytes")),
            UpstreamStatus = IsStatusList(Of("upstream_status")) ? Of("upstream_status") : null,

            // "ua" is as often the user agent.
            UpstreamAddress = address is { } && IsAddress(address) ? address : null,
            ConnectTime = IsTimeList(Of("upstream_connect_time")) ? Of("upstream_connect_time") : null,
            HeaderTime = IsTimeList(Of("upstream_header_time")) ? Of("upstream_header_time") : null,
            ResponseTime = IsTimeList(responseTime) ? responseTime : null,
            BytesReceived = Of("upstream_bytes_received"),
            ResponseLength = Of("upstream_response_length"),
            RequestTime = Excerpt.Real(value("request_time") ?? (isUpstreamTime ? null : value("rt"))),
        };
    }

    /// <summary>The request itself.</summary>
    public static Sighting Request(Func<string, string?> value, LogLine line, string system)
    {
        var (method, target) = Excerpt.Request(value("request"));
        var common = LogTimes.Common(value("time_local") ?? "");
        var iso = value("time_iso8601") ?? value("@timestamp") ?? value("timestamp") ?? value("time") ?? value("ts");
        var facts = Facts(value);
        return new Sighting
        {
            System = system,
            Time = common.Utc ?? LogTimes.Any(iso) ?? LogTimes.Unix(value("msec") ?? "") ?? line.Utc(common.Written),
            Status = facts.Status is >= 100 ? facts.Status : null,
            IsRequest = true,
            Method = method ?? value("request_method") ?? value("method"),
            Target = target ?? (value("request_uri") ?? value("uri") ?? value("path")) switch { { } text => Excerpt.Target(text), _ => null },
            Host = Dashless(value("host") ?? value("http_host") ?? value("server_name") ?? value("vhost")),
            Client = Dashless(value("remote_addr") ?? value("client") ?? value("client_ip") ?? value("remote_ip") ?? value("http_x_forwarded_for")),
            Agent = value("http_user_agent") ?? value("user_agent") ?? value("agent"),
            Peer = Dashless(AccessFacts.Last(facts.UpstreamAddress)),
            UpstreamStatus = Excerpt.Status(AccessFacts.Last(facts.UpstreamStatus)),
            Elapsed = Excerpt.Seconds(facts.RequestTime ?? Excerpt.Real(AccessFacts.Last(facts.ResponseTime))),
            RequestId = Dashless(value("request_id") ?? value("req_id") ?? value("http_x_request_id")),
        };
    }

    private static string? Dashless(string? value) => value is null or "" or "-" ? null : value;

    private static bool IsStatusList(string? text) => text is not null && All(text, one => one is "-" or "" || Excerpt.Status(one) is not null);

    private static bool IsTimeList(string? text) => text is not null && All(text, one => one is "-" or "" || Excerpt.Real(one) is not null);

    private static bool IsAddress(string text) => text is "-" or "" || All(text, one => one.Length > 0 && !one.Contains('/', StringComparison.Ordinal) || one.StartsWith("unix:", StringComparison.Ordinal));

    private static bool All(string text, Func<string, bool> fits) => text.Split([", ", " : ", ","], StringSplitOptions.TrimEntries).All(fits);

    /// <summary>The words of the line that decided.</summary>
    public static string Quote(Sighting seen, AccessFacts facts)
    {
        var words = new List<string> { $"status {facts.Status?.ToString("000", CultureInfo.InvariantCulture)}" };
        Add(words, "upstream_status", facts.UpstreamStatus);
        Add(words, "upstream_addr", facts.UpstreamAddress);
        Add(words, "connect_time", facts.ConnectTime);
        Add(words, "header_time", facts.HeaderTime);
        Add(words, "response_time", facts.ResponseTime);
        Add(words, "bytes_received", facts.BytesReceived);
        return string.Join(", ", words);
    }

    private static void Add(List<string> words, string name, string? value)
    {
        if (value is not null)
        {
            words.Add($"{name} {value}");
        }
    }
}
