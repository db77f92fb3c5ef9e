using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Azure Application Gateway (ApplicationGatewayAccessLog) and Front Door (FrontDoorAccessLog).</summary>
internal static class AzureJson
{
    private const string Decides = "error_info and serverStatus of the same entry (newer logs have both), or the backend health page of the gateway";

    public static Sighting? Read(JsonFields fields, LogLine line)
    {
        var status = fields.Number("properties.httpStatus", "properties.httpStatusCode", "httpStatus", "httpStatusCode");
        var info = fields.Get("properties.error_info", "properties.errorInfo", "error_info", "errorInfo");
        if (status is null && info is null)
        {
            return null;
        }

        var server = Excerpt.Status(fields.Get("properties.serverStatus", "serverStatus", "properties.originStatusCode"));
        var seen = new Sighting
        {
            System = "azure",
            Time = LogTimes.Any(fields.Get("time", "timeStamp", "TimeGenerated")) ?? line.CarrierTime,
            Status = status is >= 100 ? status : null,
            UpstreamStatus = server,
            IsRequest = true,
            Method = fields.Get("httpMethod"),
            Target = fields.Get("properties.requestUri", "requestUri") is { } uri ? Uri.TryCreate(uri, UriKind.Absolute, out var url) && !uri.StartsWith('/') ? url.AbsolutePath : Excerpt.Target(uri) : null,
            Host = fields.Get("properties.host", "properties.hostName", "host", "hostName"),
            Client = fields.Get("clientIP", "clientIp"),
            Agent = fields.Get("userAgent"),
            Peer = fields.Get("properties.serverRouted", "serverRouted", "properties.originIp", "originIp"),
            RequestId = fields.Get("properties.transactionId", "trackingReference"),
            Elapsed = Excerpt.Seconds(fields.Real("properties.timeTaken", "timeTaken")),
        };
        var code = info is null ? null : ForeignCodes.Find($"azure:{info}")?.ToString();
        if (code is "azure:OriginError" or "azure:OriginInvalidRequest" && status is < 500)
        {
            code = null;
        }

        code ??= status is 499 ? "azure:ERRORINFO_CLIENT_CLOSED_REQUEST" : status >= 500 && server == status ? "azure:relayed" : null;
        return seen with { Code = code, Decides = code is null && status >= 500 ? Decides : null, Quote = code is null && status is null or < 500 ? "" : $"{status} {info} serverStatus {server?.ToString() ?? "-"}" };
    }
}
