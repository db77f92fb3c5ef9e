using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.Wire.Dns;

/// <summary>
/// Reads an address as people write it, and nothing that merely looks like one: <see cref="IPAddress.TryParse(string, out IPAddress)"/> also takes
/// <c>1</c>, <c>0x7f.1</c>, <c>010.0.0.1</c> and <c>[::1]:80</c>, and asks the system for the names of interfaces.
/// </summary>
public static class IpLiteral
{
    /// <summary>Longest scope name. Linux: IFNAMSIZ is 16.</summary>
    private const int MaxScope = 16;

    /// <summary>Dotted quad (RFC 6943 §3.1.1, strict form) or IPv6 (RFC 4291 §2.2), without brackets; a numeric scope is taken, a named one is not.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IPAddress address) =>
        TryParse(text, out address, out var scope) && scope is null;

    /// <summary>As above; a scope that is an interface's name (<c>fe80::1%eth0</c>) is handed back for the caller to look up.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IPAddress address, out string? scope)
    {
        scope = null;
        var percent = text.IndexOf('%');
        if (percent < 0)
        {
            return TryParseUnscoped(text, out address);
        }

        var zone = text[(percent + 1)..];
        if (!TryParseUnscoped(text[..percent], out address) || address.AddressFamily != AddressFamily.InterNetworkV6
            || zone.IsEmpty || zone.Length > MaxScope || zone.ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        if (uint.TryParse(zone, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            address.ScopeId = index;
        }
        else
        {
            scope = zone.ToString();
        }

        return true;
    }

    private static bool TryParseUnscoped(ReadOnlySpan<char> text, out IPAddress address)
    {
        var looksRight = text.Contains(':') ? !text.ContainsAnyExcept(Ipv6Characters) : IsDottedQuad(text);
        if (looksRight && IPAddress.TryParse(text, out var parsed))
        {
            address = parsed;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    private static readonly System.Buffers.SearchValues<char> Ipv6Characters = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF:.");

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            parts++;
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }
        }

        return parts == 4;
    }
}
