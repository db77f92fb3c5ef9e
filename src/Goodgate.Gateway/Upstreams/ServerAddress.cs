using System.Globalization;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Where one server listens, parsed from its URL.</summary>
/// <param name="Url">As configured.</param>
/// <param name="IsTls">True for https.</param>
/// <param name="Host">Name or address; empty for a Unix socket.</param>
/// <param name="Port">TCP port.</param>
/// <param name="SocketPath">Path of the Unix socket; null for TCP.</param>
public sealed record ServerAddress(string Url, bool IsTls, string Host, int Port, string? SocketPath)
{
    // Port of PHP-FPM's shipped pool where it listens on TCP (listen = 127.0.0.1:9000).
    private const int FastCgiPort = 9000;

    /// <summary>True for <c>fastcgi://</c> and <c>fastcgi+unix:</c>.</summary>
    public bool IsFastCgi { get; init; }

    /// <summary>Idle connections kept where settings do not say: none to FastCGI servers, since each would hold a worker that can serve nobody else.</summary>
    public int DefaultMaxIdle => IsFastCgi ? 0 : Settings.PoolSettings.DefaultMaxIdle;

    /// <summary>
    /// Parses <c>http://host[:port]</c>, <c>https://host[:port]</c>, <c>http+unix:/path</c>, <c>fastcgi://host[:port]</c>, <c>fastcgi+unix:/path</c>;
    /// a bare <c>host:port</c> is http.
    /// </summary>
    /// <param name="url">As configured.</param>
    /// <param name="error">What is wrong and what was expected; null when good.</param>
    public static ServerAddress? Parse(string url, out string? error)
    {
        error = null;
        foreach (var prefix in new[] { "http+unix:", "fastcgi+unix:" })
        {
            if (url.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return ParseSocket(url, prefix, out error);
            }
        }

        var text = url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("http" or "https" or "fastcgi"))
        {
            error = $"\"{url}\": expected http://HOST:PORT, https://HOST:PORT, http+unix:/path, fastcgi://HOST:PORT or fastcgi+unix:/path";
            return null;
        }

        if (uri.PathAndQuery is not ("/" or "") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            error = $"\"{url}\": expected only scheme, host and port; a path here would be silently lost";
            return null;
        }

        return new ServerAddress(url, uri.Scheme == "https", uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : FastCgiPort, null) { IsFastCgi = uri.Scheme == "fastcgi" };
    }

    private static ServerAddress? ParseSocket(string url, string prefix, out string? error)
    {
        var path = url[prefix.Length..];
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        error = path.StartsWith('/') && path.Length <= 107 ? null : $"\"{url}\": expected {prefix}/absolute/path of at most 107 bytes (the limit of sun_path)";
        return error is null ? new ServerAddress(url, false, "", 0, path) { IsFastCgi = prefix[0] == 'f' } : null;
    }

    /// <summary>host:port, or the socket's path.</summary>
    public override string ToString() => SocketPath ?? (Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}"));
}
