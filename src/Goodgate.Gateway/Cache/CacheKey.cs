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

    /// <summary>What a claim of the host begins with.</summary>
    public const string HostClaim = "host=";

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

    /// <summary>What trusted proxies said of the address, each after a blank, as <c>host=</c>, <c>port=</c>, <c>proto=</c>; empty when they said nothing. No target has a blank.</summary>
    public static ReadOnlySpan<char> Claims(string key) => key.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank ? key.AsSpan(blank) : default;

    // What a trusted proxy says of the address goes on to the server, which may put it into links.
    private static string? WithClaims(string key, Exchange exchange)
    {
        var (fields, isHttps) = (exchange.Client.Fields, exchange.Client.IsHttps);

        // Where it says that in Forwarded alone, the server gets it in the other fields too.
        ForwardedClaims? told = fields.Find(KnownField.Forwarded) >= 0 ? ForwardedFields.Told(exchange) : null;
        var proto = FieldLists.Joined(fields, KnownField.XForwardedProto) ?? told?.Proto;
        if (proto is not null && (proto.Equals("http", StringComparison.OrdinalIgnoreCase) || proto.Equals("https", StringComparison.OrdinalIgnoreCase)))
        {
            key = $"{proto.ToLowerInvariant()}{key[(isHttps ? "https" : "http").Length..]}";
            proto = null;
        }

        var host = FieldLists.Joined(fields, KnownField.XForwardedHost) ?? (told?.Host is { } claimed && claimed != exchange.Host ? claimed : null);
        key += Claim(HostClaim, host) + Claim("port=", FieldLists.Joined(fields, KnownField.XForwardedPort)) + Claim("proto=", proto);
        return key.Length > Longest ? null : key;
    }

    // With its name, and without blanks of its own: one claim must not pass for another, or for two.
    private static string Claim(string name, string? value) =>
        string.IsNullOrEmpty(value) ? "" : $" {name}{value.Replace("%", "%25", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal)}";

    private static string Lower(string host) => host.AsSpan().ContainsAnyInRange('A', 'Z') ? host.ToLowerInvariant() : host;
}
