using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;
using Microsoft.Extensions.Primitives;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Writes the request as the server gets it: target byte for byte, end-to-end fields unchanged and in order, our own fields added.</summary>
internal static class RequestComposer
{
    public static void Write(Exchange exchange, RequestHeadWriter head, RequestBody? body)
    {
        var client = exchange.Client;
        head.Start(client.Method, exchange.Target);
        head.Field("Host", exchange.Host);
        var options = client.Fields.Connection;
        foreach (var (name, values) in client.Fields)
        {
            var rule = RequestField.Rule(name);
            var passes = rule == FieldRule.Pass || (rule == FieldRule.Claim && exchange.Model.Trusts(client.RemoteAddress));
            if (passes && !Listed(options, name))
            {
                Copy(head, name, values);
            }
        }

        ForwardedFields.Write(exchange, head);
        head.Field("X-Request-ID", exchange.RequestId);
        head.Field("traceparent", exchange.TraceParent);
        WriteHopByHop(client, head);
        WriteFraming(client, head, body);
    }

    private static void WriteHopByHop(IClient client, RequestHeadWriter head)
    {
        if (UpgradeRules.Offer(client) is { } offer)
        {
            head.Field("Connection", "Upgrade");
            head.Field("Upgrade", offer);
        }
        else if (client.Fields.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
        {
            head.Raw("Connection: TE\r\nTE: trailers\r\n"u8);
        }
    }

    // The framing is always our own: what the client wrote about it never reaches the server.
    private static void WriteFraming(IClient client, RequestHeadWriter head, RequestBody? body)
    {
        if (body is null)
        {
            // A method that usually carries content says that there is none (RFC 9110 §8.6).
            if (client.Method is "POST" or "PUT" or "PATCH")
            {
                head.Raw("Content-Length: 0\r\n"u8);
            }

            head.End();
            return;
        }

        if (body.Length is { } length)
        {
            head.Field("Content-Length", length);
        }
        else if (body.IsWhole)
        {
            head.Field("Content-Length", body.Kept.Length);
        }
        else
        {
            head.Raw("Transfer-Encoding: chunked\r\n"u8);
        }

        if (body.ExpectsContinue && !body.IsWhole)
        {
            head.Raw("Expect: 100-continue\r\n"u8);
        }

        head.End();
        if (body.IsWhole)
        {
            head.Body(body.Kept.Span);
        }
    }

    private static void Copy(RequestHeadWriter head, string name, StringValues values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            head.Field(name, values[i] ?? "");
        }
    }

    // Fields that the client's Connection lists are meant for us alone (RFC 9110 §7.6.1). Admit has refused the dangerous ones.
    private static bool Listed(StringValues options, string name)
    {
        if (options.Count == 0 || (options.Count == 1 && options[0] is { } one && (one.Length == 0 || one.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))))
        {
            return false;
        }

        foreach (var line in options)
        {
            foreach (var item in line.AsSpan().Split(','))
            {
                if (line.AsSpan(item).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
