using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>HAProxy with a log-format that writes JSON, as its documentation shows: the termination state under a name of its own.</summary>
internal static class HaproxyJson
{
    public static Sighting? Read(JsonFields fields, LogLine line)
    {
        var state = fields.Get("termination_state");
        if (state is not { Length: 2 or 4 })
        {
            return null;
        }

        var status = Excerpt.Status(fields.Get("status", "status_code", "http_status"));
        var server = fields.Get("server", "server_name", "srv_name");
        var seen = new Sighting
        {
            System = "haproxy",
            Time = LogTimes.Any(fields.Get("time", "timestamp", "accept_date")) ?? line.CarrierTime,
            Status = status,
            IsRequest = true,
            Method = fields.Get("method", "http_method"),
            Target = fields.Get("path", "uri", "http_uri") is { } target ? Excerpt.Target(target) : null,
            Client = fields.Get("client_ip", "client"),
            Peer = server,
        };
        var code = state[..2] switch
        {
            "--" => status >= 500 ? "haproxy:--" : null,
            "LR" when status is null or < 500 => null,
            "SC" when server?.Contains("<NOSRV>", StringComparison.Ordinal) == true => "haproxy:<NOSRV>",
            var two => ForeignCodes.Find($"haproxy:{two}")?.ToString(),
        };
        if (code is null && status >= 500 && state[..2] != "--")
        {
            return seen with { Decides = "this pair of letters is not in HAProxy's manual (configuration.txt section 8.5)", Quote = $"{server} {state}".Trim() };
        }

        return code is null ? seen : seen with { Code = code, Quote = $"{server} {state}".Trim() };
    }
}
