using System.Text;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Guard;

/// <summary>The answer to a request that goes nowhere by the client's doing: a 4xx with one line of text, counted; no failure, no verdict.</summary>
internal static class Refusal
{
    /// <summary>Answers and counts.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="fault">Status, reason (a word of <see cref="RefusalWords"/>) and place.</param>
    /// <param name="field">A field that belongs to the status: Allow for 405, Content-Range for 416; null for the others.</param>
    /// <returns>False: the exchange is at its end.</returns>
    public static async ValueTask<bool> GiveAsync(Exchange exchange, RequestFault fault, (string Name, string Value)? field = null)
    {
        var (status, reason) = (fault.Status, fault.Reason);
        exchange.Services.Outlets.Refused(reason);
        exchange.Refusal = reason;
        exchange.Status = status;
        var client = exchange.Client;
        client.Begin(status);
        client.SetField("Content-Type", "text/plain; charset=utf-8");
        client.SetField("Cache-Control", "no-store");
        client.SetField("X-Request-ID", exchange.RequestId);
        // RFC 9209 §2.3.2 for what is not here, §2.3.24 for a 4xx of an intermediary's own.
        client.SetField("Proxy-Status", $"{GatewayServices.Name}; error={(status == 404 ? "destination_not_found" : "http_request_error")}; details=\"{reason}\"");
        CacheStatusField.Add(exchange);
        if (field is { } own)
        {
            client.SetField(own.Name, own.Value);
        }

        var where = fault.Where is null ? "" : $" ({fault.Where})";
        var body = Encoding.UTF8.GetBytes($"{status} {StatusLines.Phrase(status)}: {reason}: {RefusalWords.Of(reason)}{where}\n");
        client.DeclareLength(body.Length);
        if (client.Method != "HEAD" && await client.WriteAsync(body, last: true))
        {
            exchange.BytesOut += body.Length;
        }

        return false;
    }
}
