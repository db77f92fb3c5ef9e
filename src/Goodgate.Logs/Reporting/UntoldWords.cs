using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>What the logs could not tell, with the setting that would: ready to be copied.</summary>
internal static class UntoldWords
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["nginx"] = "nginx: log_format up '$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent $host rt=$request_time us=\"$upstream_status\" ua=\"$upstream_addr\" ct=\"$upstream_connect_time\" ht=\"$upstream_header_time\" urt=\"$upstream_response_time\" br=\"$upstream_bytes_received\"'; access_log /var/log/nginx/access.log up;",
        ["haproxy"] = "HAProxy: error-log-format or log-format with \"%[bc_err_str]\" \"%[ssl_bc_err_str]\" at the end",
        ["apache"] = "Apache: LogLevel warn proxy:info ssl:info, and ErrorLogFormat with %L or the pid, so that the line that names the failure can be found",
        ["envoy"] = "Envoy: %RESPONSE_CODE_DETAILS% and %UPSTREAM_TRANSPORT_FAILURE_REASON% in the access log's format",
        ["traefik"] = "Traefik: log level DEBUG (--log.level=DEBUG) while it lasts",
        ["varnish"] = "Varnish: varnishncsa -b -F '%{VSL:FetchError}x …', or varnishlog -q 'FetchError'",
        ["squid"] = "Squid: logformat with %err_code/%err_detail",
        ["caddy"] = "Caddy: keep the http.log.error lines (logger http.log.error) in the same log",
        ["cloudflare"] = "Cloudflare Logpush: the fields OriginResponseStatus and Origin*DurationMs",
        ["aws-alb"] = "AWS ALB: the target's own log at that second",
        ["iis"] = "IIS: Failed Request Tracing for status 502 and 503",
        ["access-log"] = "An access log alone does not tell who made an answer: add the error log of the same gateway, or for nginx log_format with $upstream_status $upstream_connect_time $upstream_header_time",
    };

    public static IReadOnlyList<string> Of(List<Failure> counted, long repaired, IReadOnlyList<CauseRow> causes, ReportFacts facts)
    {
        var words = new List<string>();
        var open = counted.Count(one => one.Confidence == Confidence.Undetermined);
        if (open > 0)
        {
            words.Add(open == 1 ? "The cause of 1 failed request." : $"The causes of {open:#,0} failed requests.");
        }

        foreach (var system in facts.Logs.SelectMany(log => log.Systems).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if ((open > 0 || (system != "access-log" && causes.Any(cause => cause.Confidence == Confidence.Likely))) && Settings.TryGetValue(system, out var setting))
            {
                words.Add(setting);
            }
        }

        words.AddRange(facts.Clocks);
        if (repaired > 0)
        {
            words.Add($"{repaired:#,0} failed attempt{(repaired == 1 ? " has" : "s have")} no failed request in the access log of the time: another server answered (proxy_next_upstream), or the access log of that site was not given. They are not counted as failed requests.");
        }

        if (facts.Overflow.Count > 0)
        {
            words.Add($"{facts.Overflow.Count:#,0} lines beyond the first {facts.Failures.Count:#,0} are counted, but not joined one by one: the causes of access lines among them are those of the error lines, in their proportion. --since and --until narrow it.");
        }

        if (causes.Count > 0 && causes[0].Cause.Id == CauseIds.ResponseTimeout && !facts.Logs.Any(log => log.Systems.Contains("php-fpm")))
        {
            words.Add("A full pool of workers looks like a slow application: PHP-FPM's log (max_children) and its slow log (request_slowlog_timeout = 5s) would tell them apart.");
        }

        return words;
    }
}
