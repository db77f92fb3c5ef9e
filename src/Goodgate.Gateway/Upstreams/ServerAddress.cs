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
    /// <summary>Parses <c>http://host[:port]</c>, <c>https://host[:port]</c>, <c>http+unix:/path</c>; a bare <c>host:port</c> is http.</summary>
    /// <param name="url">As configured.</param>
    /// <param name="error">What is wrong and what was expected; null when good.</param>
    public static ServerAddress? Parse(string url, out string? error)
    {
        error = null;
        if (url.StartsWith("http+unix:", StringComparison.OrdinalIgnoreCase))
        {
            var path = url["http+unix:".Length..];
            path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
            if (path.StartsWith('/') && path.Length <= 107)
            {
                return new ServerAddress(url, false, "", 0, path);
            }

            error = $"\"{url}\": expected http+unix:/absolute/path of at most 107 bytes (the limit of sun_path)";
            return null;
        }

        var text = url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("http" or "https"))
        {
            error = $"\"{url}\": expected http://HOST:PORT, https://HOST:PORT or http+unix:/path";
            return null;
        }

        if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            error = $"\"{url}\": expected only scheme, host and port; a path here would be silently lost";
            return null;
        }

        return new ServerAddress(url, uri.Scheme == "https", uri.IdnHost.Trim('[', ']'), uri.Port, null);
    }

    /// <summary>host:port, or the socket's path.</summary>
    public override string ToString() => SocketPath ?? (Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}"));
}
