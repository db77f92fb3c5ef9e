using System.Globalization;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>What visitors and caches are given when something fails, and buffers.</summary>
internal static class AnswerRules
{
    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("errors-cached", "a failure of one second is stored and served to everybody for as long as this says", ["cached-error-page"], Stored),
        new("error-page-status-200", "the failure goes out as a success: browsers, caches and search engines keep the error page as if it were the content, and no monitor sees it", ["cached-error-page", "gateway-configured-response"], Disguised),
        new("cache-control-on-errors", "\"always\" puts this on 502, 503 and 504 too, so browsers and CDNs keep the error page after the site is back", ["cached-error-page"], ControlAlways),
        new("limit-answers-503", "whoever comes too fast is answered 503, as if the site were down: crawlers slow down and monitors raise an alarm; 429 says what it is", ["rate-limited"], Limits),
        new("buffers-refused", "nginx does not start with these: busy buffers must be at least as large as one buffer and the head's, and smaller than all but one together", ["gateway-misconfigured"], Refused),
        new("buffering-off", "each answer goes at the pace of its reader: one visitor on a slow line holds a worker of the application for minutes, and a few dozen hold them all", ["worker-pool-exhausted", "response-timeout"], Unbuffered),
        new("file-limit-below-connections", "each proxied request takes two file descriptors: with this limit they run out first (\"24: Too many open files\"), and the answer is 500", ["gateway-out-of-resources"], FileLimit),
    ];

    private static IEnumerable<Fault> Stored(NginxConfig config) => config.All
        .Where(one => one.Name.EndsWith("_cache_valid", StringComparison.Ordinal) && one.Arguments.SkipLast(1).Any(code => code.Text is "any" or ['5', _, _]))
        .Select(one => new Fault(one, one.ToString(), $"{one.Name} 200 301 302 {one.Words[^1].Text};"));

    private static IEnumerable<Fault> Disguised(NginxConfig config) => config.Named("error_page")
        .Where(one => one.Has("=200") && one.Arguments.Any(code => code.Text is ['5', _, _]))
        .Select(one => new Fault(one, one.ToString(), $"{string.Join(' ', one.Words.Select(word => word.Text).Where(text => text != "=200"))};"));

    private static IEnumerable<Fault> ControlAlways(NginxConfig config) => config.Named("add_header")
        .Where(one => one.Argument(0).Equals("Cache-Control", StringComparison.OrdinalIgnoreCase) && one.Argument(2) == "always" && !one.Argument(1).Contains('$')
            && (one.Argument(1).Contains("max-age", StringComparison.OrdinalIgnoreCase) || one.Argument(1).Contains("public", StringComparison.OrdinalIgnoreCase))
            && !one.Argument(1).Contains("max-age=0", StringComparison.OrdinalIgnoreCase) && !one.Argument(1).Contains("no-store", StringComparison.OrdinalIgnoreCase))
        .Select(one => new Fault(one, one.ToString(), $"add_header Cache-Control \"{one.Argument(1)}\";"));

    private static IEnumerable<Fault> Limits(NginxConfig config) => config.All
        .Where(one => one.Name is "limit_req" or "limit_conn" && NginxConfig.InForce(one.Parent!, one.Name + "_status") is null)
        .Select(one => new Fault(one, $"{one} without {one.Name}_status", $"{one.Name}_status 429;"));

    private static IEnumerable<Fault> Refused(NginxConfig config)
    {
        foreach (var busy in config.All.Where(one => one.Name is "proxy_busy_buffers_size" or "fastcgi_busy_buffers_size"))
        {
            var protocol = busy.Name[..busy.Name.IndexOf('_')];
            var buffers = NginxConfig.InForce(busy.Parent!, $"{protocol}_buffers");
            var one = (buffers is null ? null : Spans.Size(buffers.Argument(1))) ?? 4096;
            var number = long.TryParse(buffers?.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, 1 << 20) : 8;
            var head = (NginxConfig.InForce(busy.Parent!, $"{protocol}_buffer_size") is { } set ? Spans.Size(set.Argument(0)) : null) ?? 4096;
            if (Spans.Size(busy.Argument(0)) is { } size && (size < Math.Max(one, head) || size > (number - 1) * one))
            {
                yield return new Fault(busy, $"{busy} with {number} buffers of {one >> 10}k and {head >> 10}k for the head", $"{protocol}_buffers 8 {Math.Max(one, head) >> 10}k; {busy.Name} {2 * Math.Max(one, head) >> 10}k;");
            }
        }
    }

    private static IEnumerable<Fault> Unbuffered(NginxConfig config) => config.All
        .Where(one => one.Name is "proxy_buffering" or "fastcgi_buffering" && one.Argument(0) == "off"
            && (one.Parent!.Name is "http" or "server" || (one.Parent.Name == "location" && one.Parent.Argument(0) == "/" && one.Parent.Count == 1 && NginxConfig.HeaderInForce(one.Parent, "Upgrade") is null)))
        .Select(one => new Fault(one, $"{one} for the whole {(one.Parent!.Name == "location" ? "site" : one.Parent.Name)}", $"{one.Name} on;  # off only in the location of the event stream, or by its own X-Accel-Buffering: no"));

    private static IEnumerable<Fault> FileLimit(NginxConfig config)
    {
        var connections = config.Named("worker_connections").LastOrDefault();
        return config.Named("worker_rlimit_nofile")
            .Where(one => connections is not null && long.TryParse(one.Argument(0), out var files) && long.TryParse(connections.Argument(0), out var most) && files < most)
            .Select(one => new Fault(one, $"{one} with {connections}", $"worker_rlimit_nofile {2 * long.Parse(connections!.Argument(0), CultureInfo.InvariantCulture)};"));
    }
}
