using System.Text;
using Goodgate.Gateway.Exchanges;
using Microsoft.AspNetCore.WebUtilities;

namespace Goodgate.Gateway.Guard;

/// <summary>The answer to a request that goes nowhere by the client's doing: a 4xx with one line of text, counted; no failure, no verdict.</summary>
internal static class Refusal
{
    /// <summary>Answers and counts.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="status">A 4xx.</param>
    /// <param name="reason">One of the words of <see cref="Words"/>.</param>
    /// <param name="allow">Value of Allow for 405; null otherwise.</param>
    /// <returns>False: the exchange is at its end.</returns>
    public static async ValueTask<bool> GiveAsync(Exchange exchange, int status, string reason, string? allow = null)
    {
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
        if (allow is not null)
        {
            client.SetField("Allow", allow);
        }

        var body = Encoding.ASCII.GetBytes($"{status} {ReasonPhrases.GetReasonPhrase(status)}: {reason}: {Words(reason)}\n");
        client.DeclareLength(body.Length);
        if (client.Method != "HEAD" && await client.WriteAsync(body))
        {
            exchange.BytesOut += body.Length;
        }

        return false;
    }

    /// <summary>A reason in plain words: what was found, and what is expected. Nothing of the request is repeated.</summary>
    internal static string Words(string reason) => reason switch
    {
        "method-not-served" => "CONNECT and TRACE are not served here.",
        "raw-bytes-in-target" => "the address holds spaces, control characters or bytes outside ASCII; they must be percent-encoded.",
        "fragment-in-target" => "the address holds '#'; a fragment stays with the client, and the character itself is written %23.",
        "several-hosts" => "the request has more than one Host field; it must have one.",
        "illegal-field-name" => "the name of a header field holds characters that are not allowed in one.",
        "illegal-field-value" => "the value of a header field holds control characters.",
        "connection-field-in-http2" => "HTTP/2 has no Transfer-Encoding, Upgrade, Keep-Alive or Proxy-Connection.",
        "transfer-encoding-not-chunked" => "Transfer-Encoding must be 'chunked', once, and nothing else.",
        "content-length-with-transfer-encoding" => "the request has both Content-Length and Transfer-Encoding; it may have one of them.",
        "transfer-encoding-in-http10" => "HTTP/1.0 has no Transfer-Encoding; send Content-Length.",
        "connection-names-a-field-of-the-message" => "Connection lists a field that belongs to the message itself.",
        "no-site" => "no site with this host name is served here.",
        "no-route" => "nothing is served at this path.",
        "method-not-routed" => "this path is not served for this method; Allow lists those that are.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without words"),
    };
}
