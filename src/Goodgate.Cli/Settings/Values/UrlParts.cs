using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.Cli.Settings.Values;

/// <summary>The pieces of <c>scheme://host:port/rest</c> as written: System.Uri would decode, lower and complete them.</summary>
/// <param name="Scheme">In lower case.</param>
/// <param name="Host">In lower case, IPv6 with brackets, or <c>*</c>.</param>
/// <param name="Port">null when absent.</param>
/// <param name="Rest">From the first / ? or # on.</param>
internal readonly record struct UrlParts(string Scheme, string Host, int? Port, string Rest)
{
    /// <summary>null, or the reason why the text is none.</summary>
    public static string? Read(string text, out UrlParts parts)
    {
        parts = default;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 1)
        {
            return "has no scheme";
        }

        var scheme = text[..colon].ToLowerInvariant();
        var end = text.AsSpan(colon + 3).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? text[(colon + 3)..] : text.Substring(colon + 3, end);
        if (authority.Contains('@'))
        {
            return "carries a user name or password";
        }

        var failure = ReadAuthority(authority, out var host, out var port);
        parts = new UrlParts(scheme, host, port, end < 0 ? "" : text[(colon + 3 + end)..]);
        return failure;
    }

    /// <summary>HOST, HOST:PORT, [IPv6] or [IPv6]:PORT; null when good.</summary>
    public static string? ReadAuthority(string text, out string host, out int? port)
    {
        port = null;
        var bracket = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        var hasPort = colon > bracket;
        host = (hasPort ? text[..colon] : text).ToLowerInvariant();
        if (hasPort && text.IndexOf(':') != colon && bracket < 0)
        {
            return "holds an IPv6 address without [ ]";
        }

        if (host.Length == 0)
        {
            return "has no host";
        }

        if (hasPort)
        {
            if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return "has a port that is not a number from 1 to 65535";
            }

            port = number;
        }

        return host == "*" || IsHost(host) ? null : "has a host that is neither a name nor an address";
    }

    /// <summary>A name by RFC 1123 §2.1 (with the underscore Docker and Kubernetes allow), IPv4, or IPv6 in brackets, without a zone.</summary>
    public static bool IsHost(string host)
    {
        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%') && IPAddress.TryParse(host[1..^1], out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
        }

        if (host.Length is 0 or > 253)
        {
            return false;
        }

        // 1.2.3.400, 10.1 and 0x7f.1 would pass as names or as odd spellings of addresses (inet_aton): neither is meant.
        return host.All(c => char.IsAsciiDigit(c) || c == '.') ? IsDottedQuad(host) : host.Split('.').All(IsLabel) && !IPAddress.TryParse(host, out _);
    }

    /// <summary>The address when the host is one, without brackets.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host.Trim('[', ']'), out var address) ? address : null;

    private static bool IsDottedQuad(string host) =>
        host.Split('.') is { Length: 4 } parts
        && parts.All(p => (p.Length == 1 || !p.StartsWith('0')) && byte.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
