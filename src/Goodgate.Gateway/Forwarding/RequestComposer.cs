using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Writes the request as the server gets it: target byte for byte, end-to-end fields unchanged and in order, our own fields added.</summary>
internal static class RequestComposer
{
    public static void Write(Exchange exchange, RequestHeadWriter head, RequestBody? body)
    {
        var client = exchange.Client;
        if (ReferenceEquals(exchange.Target, client.Target))
        {
            head.Start(client.Method, client.Head.Target);
        }
        else
        {
            head.Start(client.Method, exchange.Target);
        }

        head.Field("Host", exchange.Host);
        CopyFields(exchange, head);
        ForwardedFields.Write(exchange, head);
        WriteIds(exchange, head);
        WriteHopByHop(client, head);
        WriteFraming(client, head, body);
    }

    private static void WriteIds(Exchange exchange, RequestHeadWriter head)
    {
        if (exchange.HasForeignIds)
        {
            head.Field("X-Request-ID", exchange.RequestId);
            head.Field("traceparent", exchange.TraceParent);
            return;
        }

        Span<byte> trace = stackalloc byte[TraceIds.TraceParentLength];
        exchange.Ids.Write(trace);
        head.Field("X-Request-ID"u8, trace.Slice(3, TraceIds.IdLength));
        head.Field("traceparent"u8, trace);
    }

    private static void CopyFields(Exchange exchange, RequestHeadWriter head)
    {
        var fields = exchange.Client.Fields;
        var options = ConnectionOptions.First(fields);
        var trusted = exchange.Model.Trusts(exchange.Client.RemoteAddress);
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields.Name(i);
            var rule = RequestField.Rule(fields[i].Known, name);

            // Fields that the client's Connection lists are meant for us alone (RFC 9110 §7.6.1). Admit has refused the dangerous ones.
            if ((rule == FieldRule.Pass || (rule == FieldRule.Claim && trusted)) && (options < 0 || !ConnectionOptions.Names(fields, options, name))
                && exchange.Edit?.Drops(name) != true)
            {
                head.Field(name, EntityTags.Asked(exchange.Route, fields, i));
            }
        }

        exchange.Edit?.Write(head);
    }

    private static void WriteHopByHop(IClient client, RequestHeadWriter head)
    {
        if (UpgradeRules.Offer(client) is { } offer)
        {
            head.Field("Connection", "Upgrade");
            head.Field("Upgrade", offer);
        }
        else if (FieldLists.Contains(client.Fields, KnownField.TE, "trailers"u8))
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
            head.Body(body.WithHead.Span);
        }
    }
}
