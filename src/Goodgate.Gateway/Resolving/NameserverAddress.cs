using System.Globalization;
using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>Where a nameserver is: the forms of the settings file and of resolv.conf.</summary>
internal static class NameserverAddress
{
    private const int DomainPort = 53;

    /// <summary>ADDRESS, ADDRESS:PORT, [ADDRESS] or [ADDRESS]:PORT; null when it is none of them.</summary>
    public static IPEndPoint? Parse(string text)
    {
        var (address, port) = Split(text.Trim());
        if (!IpLiteral.TryParse(address, out var parsed, out var scope))
        {
            return null;
        }

        if (port.Length == 0)
        {
            return Locate(new ResolvConfNameserver(parsed, scope), DomainPort);
        }

        return ushort.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && port[0] == ':' && number > 0
            ? Locate(new ResolvConfNameserver(parsed, scope), number)
            : null;
    }

    /// <summary>Looks up the interface of a link-local address; null when there is none of that name.</summary>
    public static IPEndPoint? Locate(ResolvConfNameserver server, int port)
    {
        if (server.Scope is null)
        {
            return new IPEndPoint(server.Address, port);
        }

        // The runtime asks the system for the interface's number when it parses a named scope, and takes zero when there is none.
        return IPAddress.TryParse($"{server.Address}%{server.Scope}", out var scoped) && scoped.ScopeId != 0
            ? new IPEndPoint(scoped, port)
            : null;
    }

    private static (string Address, string Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var close and > 0)
        {
            return (text[1..close], text[(close + 1)..]);
        }

        // More than one colon: an IPv6 address without brackets has no port.
        var colon = text.LastIndexOf(':');
        return colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) == colon ? (text[..colon], text[colon..]) : (text, "");
    }
}
