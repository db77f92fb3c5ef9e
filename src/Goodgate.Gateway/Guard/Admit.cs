using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;
using Microsoft.Extensions.Primitives;

namespace Goodgate.Gateway.Guard;

/// <summary>
/// Step: refuses, with 400, requests that a server behind us might read otherwise than we do (request smuggling), and requests that have been
/// through this gateway before. Kestrel has refused most malformed ones already; this is what it lets through.
/// </summary>
internal static class Admit
{
    // Fields that Connection must not name: taking them away would change what the request means (RFC 9110 §7.6.1).
    private static readonly string[] NotOptions =
        ["host", "content-length", "transfer-encoding", "authorization", "cookie", "content-type", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-request-id"];

    private static readonly string[] NotInHttp2 = ["Transfer-Encoding", "Upgrade", "Keep-Alive", "Proxy-Connection"];

    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        var reason = Check(exchange);
        if (reason is not null)
        {
            return Refusal.GiveAsync(exchange, 400, reason);
        }

        if (IsLoop(exchange))
        {
            exchange.Failure = new Observation
            {
                Source = Source.Gateway,
                Phase = Phase.Request,
                Happening = Happening.Loop,
                Facts = [new Fact("via", exchange.Client.Fields.Via.ToString())],
            };
        }

        return new ValueTask<bool>(true);
    }

    // Returns a short, fixed word: it goes to the client and to a counter.
    private static string? Check(Exchange exchange)
    {
        var client = exchange.Client;
        if (client.Method is "CONNECT" or "TRACE")
        {
            return "method-not-served";
        }

        if (client.Target.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "raw-bytes-in-target";
        }

        if (client.Target.Contains('#', StringComparison.Ordinal))
        {
            // A fragment never leaves the client (RFC 9110 §4.2.5); servers cut it off or take it for part of the path.
            return "fragment-in-target";
        }

        if (client.Fields.Host.Count > 1)
        {
            return "several-hosts";
        }

        foreach (var (name, values) in client.Fields)
        {
            if (name.AsSpan().ContainsAnyExcept(Grammar.TokenChars))
            {
                return "illegal-field-name";
            }

            if (HasIllegalValue(values))
            {
                return "illegal-field-value";
            }
        }

        return CheckFraming(client);
    }

    private static string? CheckFraming(IClient client)
    {
        // RFC 9113 §8.2.2: these are malformed in HTTP/2; Kestrel refuses only Connection and TE.
        if (client.IsHttp2 && NotInHttp2.Any(client.Fields.ContainsKey))
        {
            return "connection-field-in-http2";
        }

        var coding = client.Fields.TransferEncoding;
        if (coding.Count > 0 && (coding.Count > 1 || !coding.ToString().Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            return "transfer-encoding-not-chunked";
        }

        // Kestrel ignores Content-Length beside Transfer-Encoding and keeps it under another name.
        if (coding.Count > 0 && (client.Fields.ContentLength is not null || client.Fields.ContainsKey("X-Content-Length")))
        {
            return "content-length-with-transfer-encoding";
        }

        if (coding.Count > 0 && client.Protocol == "HTTP/1.0")
        {
            return "transfer-encoding-in-http10";
        }

        return NamesMeaning(client.Fields.Connection) ? "connection-names-a-field-of-the-message" : null;
    }

    private static bool HasIllegalValue(StringValues values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value && value.AsSpan().ContainsAny(Grammar.NotInValueChars))
            {
                return true;
            }
        }

        return false;
    }

    private static bool NamesMeaning(StringValues options)
    {
        if (options.Count == 0)
        {
            return false;
        }

        foreach (var line in options)
        {
            foreach (var item in line.AsSpan().Split(','))
            {
                var name = line.AsSpan(item).Trim();
                foreach (var fixedName in NotOptions)
                {
                    if (name.Equals(fixedName, StringComparison.OrdinalIgnoreCase))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsLoop(Exchange exchange)
    {
        var via = exchange.Client.Fields.Via;
        return via.Count > 0 && via.ToString().Contains(exchange.Services.Instance, StringComparison.Ordinal);
    }
}
