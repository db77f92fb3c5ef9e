using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Guard;

/// <summary>
/// Step: refuses requests that are no HTTP, that a server behind us might read otherwise than we do (request smuggling), and that have been through this
/// gateway before. The reader has found most of it (<see cref="IClient.Fault"/>).
/// </summary>
internal static class Admit
{
    // Fields that Connection must not name: taking them away would change what the request means (RFC 9110 §7.6.1).
    private static readonly byte[][] NotOptions =
    [
        .. "host content-length transfer-encoding authorization cookie content-type forwarded x-forwarded-for x-forwarded-proto x-request-id".Split(' ').Select(Encoding.ASCII.GetBytes),
    ];

    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        if ((exchange.Client.Fault ?? Check(exchange.Client)) is { } fault)
        {
            return Refusal.GiveAsync(exchange, fault);
        }

        if (IsLoop(exchange))
        {
            exchange.Failure = new Observation
            {
                Source = Source.Gateway,
                Phase = Phase.Request,
                Happening = Happening.Loop,
                Facts = [new Fact("via", FieldLists.Joined(exchange.Client.Fields, KnownField.Via)!)],
            };
        }

        return new ValueTask<bool>(true);
    }

    private static RequestFault? Check(IClient client)
    {
        var reason = client.Method is "CONNECT" or "TRACE" ? "method-not-served"
            : HasNul(client.Head.Target) ? ViolationKind.BadTarget.Id()
            : client.IsHttp2 && HasConnectionField(client.Fields) ? "connection-field-in-http2"
            : NamesMeaning(client.Fields) ? "connection-names-a-field-of-the-message"
            : null;
        return reason is null ? null : new RequestFault(400, reason);
    }

    // In a path it ends names early for whoever keeps strings in C; nginx refuses it too. A query may carry any byte.
    private static bool HasNul(ReadOnlySpan<byte> target)
    {
        var query = target.IndexOf((byte)'?');
        return (query < 0 ? target : target[..query]).IndexOf("%00"u8) >= 0;
    }

    // RFC 9113 §8.2.2: these are malformed in HTTP/2; Kestrel refuses only Connection and TE.
    private static bool HasConnectionField(FieldSection fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Known is KnownField.TransferEncoding or KnownField.Upgrade or KnownField.KeepAlive or KnownField.ProxyConnection)
            {
                return true;
            }
        }

        return false;
    }

    private static bool NamesMeaning(FieldSection fields)
    {
        for (var i = fields.Find(KnownField.Connection); i >= 0; i = fields.Find(KnownField.Connection, i + 1))
        {
            var options = fields.Value(i);
            while (!options.IsEmpty)
            {
                if (IsMeaning(FieldLists.Next(ref options)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsMeaning(ReadOnlySpan<byte> option)
    {
        foreach (var name in NotOptions)
        {
            if (Ascii.EqualsIgnoreCase(option, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLoop(Exchange exchange)
    {
        var fields = exchange.Client.Fields;
        var via = fields.Find(KnownField.Via);
        return via >= 0 && FieldLists.Joined(fields, KnownField.Via)!.Contains(exchange.Services.Instance, StringComparison.Ordinal);
    }
}
