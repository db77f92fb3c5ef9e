using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>Caddy 2: access entries, errors of requests, the reverse proxy's own messages; as JSON, and in the console form with JSON at the end.</summary>
internal static partial class CaddyJson
{
    private const string Decides = "the http.log.error line of the same request, which names the error";

    private static readonly MessageTable Own = MessageTable.Of("caddy");
    private static readonly MessageTable Texts = MessageTable.Of("go");

    public static Sighting? Read(JsonFields fields, LogLine line)
    {
        var logger = fields.Get("logger") ?? "";
        if (fields.IsWhole && !logger.StartsWith("http", StringComparison.Ordinal) && !fields.Has("err_trace") && !fields.Has("resp_headers"))
        {
            return logger.StartsWith("admin", StringComparison.Ordinal) || logger is "tls" or "tls.obtain" ? Change(fields, line) : null;
        }

        return Read(fields, line, fields.Get("msg") ?? "", logger);
    }

    /// <summary>The same with message and logger from elsewhere (console form).</summary>
    public static Sighting? Read(JsonFields fields, LogLine line, string message, string logger)
    {
        var status = fields.Number("status");
        var seen = new Sighting
        {
            System = "caddy",
            Time = LogTimes.Any(fields.Get("ts", "time", "timestamp")) ?? line.CarrierTime,
            Status = status is >= 100 ? status : null,
            IsRequest = fields.Has("status"),
            Method = fields.Get("request.method", "method"),
            Target = fields.Get("request.uri", "uri") is { } uri ? Excerpt.Target(uri) : null,
            Host = fields.Get("request.host", "host"),
            Client = fields.Get("request.client_ip", "request.remote_ip", "client_ip", "remote_ip", "remote_addr"),
            Agent = fields.Get("request.headers.User-Agent", "User-Agent"),
            Elapsed = Excerpt.Seconds(fields.Real("duration")),
            RequestId = fields.Get("err_id"),
        };
        if (message == "handled request" || logger.StartsWith("http.log.access", StringComparison.Ordinal))
        {
            return Access(fields, seen, status);
        }

        var text = fields.Get("error") is { } error ? $"{message}: {error}" : message.Length > 0 ? message : line.Text;
        var rule = Own.Find(text) ?? GoTexts.Find(Texts, fields.IsWhole || message.Length > 0 ? text : line.Text);
        if (rule is null)
        {
            return seen with
            {
                Decides = status >= 500 ? "an error not known here; Caddy's log at level DEBUG, and the application's log at that second" : null,
                Quote = status >= 500 ? Excerpt.From(text, 0) : "",
            };
        }

        return seen with { Code = rule.Code.StartsWith("go:", StringComparison.Ordinal) ? $"caddy:{rule.Code[3..]}" : rule.Code, Quote = Excerpt.From(text, 0) };
    }

    // A relayed answer carries the server's fields and a size; Caddy's own has neither (seen on 2.6.2).
    private static Sighting Access(JsonFields fields, Sighting seen, int? status)
    {
        switch (status)
        {
            case 0 or 499:
                return seen with { Code = "caddy:context-canceled", Quote = $"status {status}" };
            case null or < 500:
                return seen;
        }

        var isRelayed = fields.Number("size") > 0 || fields.Below("resp_headers").Concat(fields.Below("request.resp_headers")).Any(name => name.Split('.')[0] is not ("Server" or "Alt-Svc" or "Date"));
        return isRelayed
            ? seen with { Code = "caddy:relayed", Quote = $"status {status}, size {fields.Number("size")}" }
            : seen with { Decides = Decides, Quote = $"status {status}, size {fields.Number("size")}" };
    }

    private static Sighting Change(JsonFields fields, LogLine line) => new()
    {
        System = "caddy",
        Time = LogTimes.Any(fields.Get("ts")) ?? line.CarrierTime,
        Change = Started().IsMatch(fields.Get("msg") ?? "") ? "reload" : null,
        Quote = fields.Get("msg") ?? "",
    };

    [GeneratedRegex("^(?:received request|admin endpoint started|load complete)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Started();
}
