using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>What clients speak first on a listener.</summary>
internal enum ListenScheme
{
    /// <summary>HTTP/1.1 in clear.</summary>
    Http,

    /// <summary>TLS, then HTTP/2 or HTTP/1.1, whatever ALPN agrees on.</summary>
    Https,

    /// <summary>HTTP/2 in clear, by prior knowledge (RFC 9113 §3.3).</summary>
    H2c,
}

/// <summary>A listen setting taken apart: scheme and the socket addresses it stands for.</summary>
/// <param name="Url">The setting as written; certificates are found by it.</param>
/// <param name="Scheme">What clients speak.</param>
/// <param name="Host">Host as written, for messages; empty for a Unix socket.</param>
/// <param name="EndPoints">Addresses to bind; <c>localhost</c> has two.</param>
internal sealed record ListenAddress(string Url, ListenScheme Scheme, string Host, IReadOnlyList<EndPoint> EndPoints)
{
    private const string Unix = "unix:";

    /// <summary>Takes a setting apart that has been checked before.</summary>
    public static ListenAddress Parse(ListenSettings listen)
    {
        if (listen.Url.StartsWith(Unix, StringComparison.Ordinal))
        {
            return new ListenAddress(listen.Url, ListenScheme.Http, "", [new UnixDomainSocketEndPoint(listen.Url[Unix.Length..])]);
        }

        var uri = new Uri(listen.Url.Replace("://*", "://[::]", StringComparison.Ordinal));
        var scheme = uri.Scheme switch { "https" => ListenScheme.Https, "h2c" => ListenScheme.H2c, _ => ListenScheme.Http };
        return new ListenAddress(listen.Url, scheme, uri.Host, uri.Host switch
        {
            "localhost" => [new IPEndPoint(IPAddress.Loopback, uri.Port), new IPEndPoint(IPAddress.IPv6Loopback, uri.Port)],
            "[::]" => [new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, uri.Port)],
            _ => [new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port)],
        });
    }

    /// <summary>The address in use, as a URL, with the port that was chosen.</summary>
    public string Shown(EndPoint bound)
    {
        if (bound is not IPEndPoint ip)
        {
            return Url;
        }

        var scheme = Scheme switch { ListenScheme.Https => "https", ListenScheme.H2c => "h2c", _ => "http" };
        return $"{scheme}://{Host}:{ip.Port}";
    }
}
