using Goodgate.Logs.Access;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>Traefik's JSON: access entries, and its log with Go's texts (only at level DEBUG).</summary>
internal static class TraefikJson
{
    private static readonly MessageTable Messages = MessageTable.Of("traefik");
    private static readonly MessageTable Texts = MessageTable.Of("go");

    public static Sighting? Access(JsonFields fields, LogLine line)
    {
        var status = fields.Number("DownstreamStatus");
        var url = fields.Get("ServiceURL", "ServiceAddr");
        return TraefikAccess.Judged(status is >= 100 ? status : null, fields.Number("DownstreamContentSize"), url is not null, new Sighting
        {
            System = "traefik",
            Time = LogTimes.Any(fields.Get("StartUTC", "time", "StartLocal")) ?? line.CarrierTime,
            Status = status is >= 100 ? status : null,
            UpstreamStatus = fields.Number("OriginStatus") is >= 100 and var origin ? origin : null,
            IsRequest = true,
            Method = fields.Get("RequestMethod"),
            Target = fields.Get("RequestPath") is { } path ? Excerpt.Target(path) : null,
            Host = fields.Get("RequestHost"),
            Client = fields.Get("ClientHost"),
            Agent = fields.Get("request_User-Agent"),
            Peer = fields.Get("ServiceAddr") ?? url,
            Elapsed = Excerpt.Seconds(fields.Real("Duration") / 1e9),
        });
    }

    /// <summary>An entry of the log; null when it is not Traefik's.</summary>
    public static Sighting? Log(JsonFields fields, LogLine line)
    {
        var message = fields.Get("message", "msg");
        var error = fields.Get("error", "err");
        if (message is null || !fields.Has("level"))
        {
            return null;
        }

        var text = error is null ? message : $"{message} error=\"{error}\"";
        var seen = new Sighting { System = "traefik", Time = LogTimes.Any(fields.Get("time", "ts", "timestamp")) ?? line.CarrierTime };
        if (Messages.Find(text) is { } own)
        {
            return seen with { Code = own.Code, Quote = Excerpt.From(text, 0) };
        }

        var isTraefik = message.StartsWith("50", StringComparison.Ordinal) || message.Contains("' caused by: ", StringComparison.Ordinal) || fields.Has("routerName") || fields.Has("providerName") || fields.Has("entryPointName");
        if (GoTexts.Find(Texts, text) is { } rule)
        {
            var system = isTraefik ? "traefik" : "go";
            return seen with { System = system, Code = $"{system}:{rule.Code["go:".Length..]}", Status = TraefikReader.Status(message), Quote = Excerpt.From(text, 0) };
        }

        return isTraefik ? seen : null;
    }
}
