using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Guard;

/// <summary>The answer to a request that goes nowhere by the client's doing: a 4xx in the shape the client reads, counted; no failure, no verdict.</summary>
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
        var answer = RefusalAnswer.Render(Request(exchange, fault), fault);
        client.Begin(status);
        client.SetField("Content-Type", answer.ContentType);
        foreach (var (name, value) in answer.Fields)
        {
            client.SetField(name, value);
        }

        // RFC 9209 §2.3.2 for what is not here, §2.3.24 for a 4xx of an intermediary's own.
        client.SetField("Proxy-Status", $"{GatewayServices.Name}; error={(status == 404 ? "destination_not_found" : "http_request_error")}; details=\"{reason}\"");
        CacheStatusField.Add(exchange);
        if (field is { } own)
        {
            client.SetField(own.Name, own.Value);
        }

        client.DeclareLength(answer.ContentLength);
        if (!answer.Body.IsEmpty && await client.WriteAsync(answer.Body, last: true))
        {
            exchange.BytesOut += answer.Body.Length;
        }

        return false;
    }

    private static FailureRequest Request(Exchange exchange, RequestFault fault)
    {
        var fields = exchange.Client.Fields;
        return new FailureRequest
        {
            CauseId = fault.Reason,
            Status = fault.Status,
            RequestId = exchange.RequestId,
            Time = exchange.Services.Time.GetUtcNow(),
            Method = exchange.Client.Method,
            Accept = FieldLists.Joined(fields, KnownField.Accept),
            AcceptLanguage = FieldLists.Joined(fields, KnownField.AcceptLanguage),
            ContentType = FieldLists.Joined(fields, KnownField.ContentType),
            StatusPage = exchange.Site?.Settings.StatusPage,
            Pages = exchange.Site?.Pages,
        };
    }
}
