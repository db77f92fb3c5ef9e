using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache;

/// <summary>
/// The primary key (RFC 9111 §2): the target URI as its server sees it, <c>https://host:port/path?query</c>. What else a server may take for its own
/// address is part of it, or does not reach the server.
/// </summary>
internal static class CacheKey
{
    /// <summary>Longest key (<see cref="Storage.StoredEntry"/>).</summary>
    public const int Longest = 8 * 1024;

    /// <summary>The key of a request; null when it is too long, or names no resource.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="target">Its target, in the form that is asked for.</param>
    public static string? Of(Exchange exchange, string target)
    {
        var client = exchange.Client;
        if (target.Length + exchange.Host.Length > Longest - 64 || !target.StartsWith('/') || exchange.Host.Length == 0)
        {
            return null;
        }

        var scheme = client.IsHttps ? "https" : "http";
        var key = string.Concat(scheme, "://", Lower(exchange.Host), target);
        return exchange.Model.TrustedProxies.Count > 0 && exchange.Model.Trusts(client.RemoteAddress) ? WithClaims(key, exchange) : key;
    }

    /// <summary>The key of another path of the same host, for those who come by the same proxy.</summary>
    public static string Beside(string key, string target)
    {
        var path = key.IndexOf('/', key.IndexOf("://", StringComparison.Ordinal) + 3);
        return string.Concat(key.AsSpan(0, path), target, Claims(key));
    }

    /// <summary>Scheme, host and target alone.</summary>
    public static string Address(string key) => key[..^Claims(key).Length];

    /// <summary>What trusted proxies said of the address, each after a blank; empty when they said nothing. No target has a blank.</summary>
    public static ReadOnlySpan<char> Claims(string key) => key.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank ? key.AsSpan(blank) : default;

    // What a trusted proxy says of the address goes on to the server, which may put it into links.
    private static string? WithClaims(string key, Exchange exchange)
    {
        var (fields, isHttps) = (exchange.Client.Fields, exchange.Client.IsHttps);

        // Where it says that in Forwarded alone, the server gets it in the other fields too.
        ForwardedClaims? told = fields.Find(KnownField.Forwarded) >= 0 ? ForwardedFields.Told(exchange) : null;
        if ((FieldLists.First(fields, KnownField.XForwardedProto) ?? told?.Proto) is { Length: > 0 and < 16 } proto)
        {
            key = $"{proto.ToLowerInvariant()}{key[(isHttps ? 5 : 4)..]}";
        }

        if (told is { Host: var host } && host != exchange.Host && fields.Find(KnownField.XForwardedHost) < 0)
        {
            key = $"{key} {host}";
        }

        foreach (var field in (ReadOnlySpan<KnownField>)[KnownField.XForwardedHost, KnownField.XForwardedPort])
        {
            if (FieldLists.Joined(fields, field) is { Length: > 0 } claim)
            {
                key = $"{key} {claim}";
            }
        }

        return key.Length > Longest ? null : key;
    }

    private static string Lower(string host) => host.AsSpan().ContainsAnyInRange('A', 'Z') ? host.ToLowerInvariant() : host;
}
