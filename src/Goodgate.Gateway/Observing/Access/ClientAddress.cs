using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Dns;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>
/// Who a request comes from: the peer of the connection or, when that is a trusted proxy, the one it speaks for. The list of addresses is walked
/// from the right, past trusted proxies; each of them vouches for the entry to its left and for nothing beyond.
/// </summary>
internal static class ClientAddress
{
    // Proxies in a row have never been more than a handful; a list without end must not be walked.
    private const int MaxHops = 16;

    // An IPv6 address with scope, brackets and port has at most 66 characters; an obfuscated name is none.
    private const int LongestNode = 70;

    /// <summary>The client of an exchange; null when its connection has no address (a Unix socket).</summary>
    public static IPAddress? Of(Exchange exchange)
    {
        var client = exchange.Client;
        return exchange.Model.Trusts(client.RemoteAddress)
            ? Find(client.RemoteAddress!, Field(client, KnownField.XForwardedFor), Field(client, KnownField.Forwarded), exchange.Model.Trusts)
            : client.RemoteAddress;
    }

    /// <summary>Walks the list. Nearly every proxy writes X-Forwarded-For and passes a client's own Forwarded on, so the former counts when there is one.</summary>
    /// <param name="peer">A trusted proxy.</param>
    /// <param name="forwardedFor">X-Forwarded-For, all lines joined by commas; empty when there is none.</param>
    /// <param name="forwarded">Forwarded (RFC 7239), the same.</param>
    /// <param name="trusts">Tells whether an address is a trusted proxy.</param>
    public static IPAddress Find(IPAddress peer, string forwardedFor, string forwarded, Func<IPAddress?, bool> trusts)
    {
        var isPlain = forwardedFor.Length > 0;
        var rest = (isPlain ? forwardedFor : forwarded).AsSpan();
        var found = peer;
        for (var hop = 0; hop < MaxHops && !rest.IsEmpty && trusts(found); hop++)
        {
            var comma = isPlain ? rest.LastIndexOf(',') : ForwardedList.LastComma(rest);
            var entry = rest[(comma + 1)..].Trim();
            rest = comma < 0 ? default : rest[..comma];

            // Lists may have empty entries (RFC 9110 §5.6.1). One that is no address (unknown, _hidden, nonsense) ends the walk.
            if (entry.IsEmpty)
            {
                continue;
            }

            if (!TryRead(isPlain ? entry : ForwardedList.Value(entry, "for="), out var address))
            {
                break;
            }

            found = address;
        }

        return found;
    }

    private static string Field(IClient client, KnownField field) => FieldLists.Joined(client.Fields, field) ?? "";

    /// <summary>The address of an entry; false when it is none.</summary>
    /// <param name="node">node = nodename [ ":" node-port ], an IPv6 address in brackets (RFC 7239 §6); X-Forwarded-For has it without them as well.</param>
    /// <param name="address">The address.</param>
    public static bool TryRead(ReadOnlySpan<char> node, out IPAddress address)
    {
        address = IPAddress.None;
        if (node.Length > LongestNode)
        {
            return false;
        }

        if (node is ['[', .. var bracketed])
        {
            var end = bracketed.IndexOf(']');
            return end > 0 && IsPort(bracketed[(end + 1)..]) && bracketed[..end].Contains(':') && IpLiteral.TryParse(bracketed[..end], out address);
        }

        var colon = node.IndexOf(':');
        return colon >= 0 && colon == node.LastIndexOf(':')
            ? IsPort(node[colon..]) && IpLiteral.TryParse(node[..colon], out address)
            : IpLiteral.TryParse(node, out address);
    }

    // node-port = port / obfport, and 1*5DIGIT or "_" and more.
    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && text.Length > 1 && (text[1] == '_' || (text.Length <= 6 && !text[1..].ContainsAnyExceptInRange('0', '9'))));
}
