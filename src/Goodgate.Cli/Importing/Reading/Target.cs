using System.Globalization;
using System.Net;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>Where requests are sent: scheme, host and port, or a socket's path, and what follows.</summary>
/// <param name="Scheme">In lower case, such as <c>http</c>; empty when none is written.</param>
/// <param name="Host">Name or address, without brackets; empty for a socket.</param>
/// <param name="Port">Null when none is written.</param>
/// <param name="Socket">Path of a Unix socket; null for a host.</param>
/// <param name="Rest">Path and query behind it, as written; empty when there are none.</param>
internal sealed record Target(string Scheme, string Host, int? Port, string? Socket, string Rest)
{
    /// <summary>True when the host has to be looked up.</summary>
    public bool IsName => Socket is null && Host.Length > 0 && !IPAddress.TryParse(Host, out _) && Host != "localhost" && !HasVariable;

    public bool HasVariable => Host.Contains('$') || Host.Contains('{') || Host.Contains('%');

    /// <summary>True for this machine.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary><c>host:port</c>, with brackets around an IPv6 address.</summary>
    public string Authority => (Host.Contains(':') ? $"[{Host}]" : Host) + (Port is { } port ? $":{port}" : "");

    /// <summary>From <c>http://host:80/path</c>, <c>host:80</c>, <c>unix:/path</c>, <c>http://unix:/path:/uri</c>.</summary>
    public static Target Parse(string text)
    {
        var at = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = at > 0 ? text[..at].ToLowerInvariant() : "";
        var rest = at > 0 ? text[(at + 3)..] : text;
        if (rest.StartsWith("unix:", StringComparison.Ordinal))
        {
            var path = rest[5..];
            var colon = path.IndexOf(':');
            return new Target(scheme, "", null, colon < 0 ? path : path[..colon], colon < 0 ? "" : path[(colon + 1)..]);
        }

        var end = rest.AsSpan().IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        var (host, port) = HostAndPort(authority);
        return new Target(scheme, host, port, null, end < 0 ? "" : rest[end..]);
    }

    private static (string Host, int? Port) HostAndPort(string authority)
    {
        var bracket = authority.StartsWith('[') ? authority.IndexOf(']') : -1;
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > bracket && (bracket > 0 || authority.IndexOf(':') == colon);
        var host = hasPort ? authority[..colon] : authority;
        int? port = hasPort && int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? number : null;
        return (host.Trim('[', ']'), port);
    }
}
