using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Gateway.Fpm.Polling;

/// <summary>Where FPM listens: a Unix socket or a TCP port.</summary>
/// <param name="SocketPath">Absolute path; null for TCP.</param>
/// <param name="Host">Name or address without brackets; empty for a Unix socket.</param>
/// <param name="Port">TCP port.</param>
public sealed record FpmAddress(string? SocketPath, string Host, int Port)
{
    // sun_path of struct sockaddr_un, less its closing zero.
    private const int LongestPath = 107;

    /// <summary>Reads <c>unix:/run/php/php8.2-fpm.sock</c>, <c>/run/php/php8.2-fpm.sock</c>, <c>HOST:PORT</c>, or a bare port as a pool file has it.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="problem">What is wrong and what was expected; null when good.</param>
    public static FpmAddress? Parse(string text, out string? problem)
    {
        problem = null;
        var path = text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) ? text["unix:".Length..] : text;
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        if (path.StartsWith('/'))
        {
            if (Encoding.UTF8.GetByteCount(path) <= LongestPath && !path.Contains('\0', StringComparison.Ordinal))
            {
                return new FpmAddress(path, "", 0);
            }

            problem = $"a path of a socket has at most {LongestPath} bytes";
            return null;
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "127.0.0.1" : text[..colon].Trim('[', ']');
        if (host is "*" or "0.0.0.0" or "::")
        {
            host = host == "::" ? "::1" : "127.0.0.1";
        }

        if (ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return new FpmAddress(null, host, port);
        }

        problem = "expected unix:/PATH or HOST:PORT";
        return null;
    }

    /// <summary>True for a Unix socket.</summary>
    public bool IsUnix => SocketPath is not null;

    /// <summary>The addresses to try, in order. Names are the system's to resolve: this is a question now and then, not traffic.</summary>
    internal async Task<IReadOnlyList<EndPoint>> EndPointsAsync(CancellationToken stop) =>
        SocketPath is { } path ? [new UnixDomainSocketEndPoint(path)]
        : IPAddress.TryParse(Host, out var address) ? [new IPEndPoint(address, Port)]
        : [.. (await Dns.GetHostAddressesAsync(Host, stop)).Select(one => new IPEndPoint(one, Port))];

    /// <summary>The path, or host:port.</summary>
    public override string ToString() => SocketPath ?? (Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}"));
}
