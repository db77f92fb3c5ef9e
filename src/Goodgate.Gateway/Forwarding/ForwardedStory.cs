using System.Buffers;
using System.Globalization;
using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// Forwarded and X-Forwarded-* tell one story. Some frameworks read the one (Spring), some the others and the port (Symfony, Laravel), some the first entry of
/// a list and some the last (Rack): whichever it is, it must find the same client, host, scheme and port.
/// </summary>
/// <param name="peer">The other end of the connection; null for a Unix socket.</param>
/// <param name="host">Host as asked for, possibly empty.</param>
/// <param name="scheme">http or https, of the connection.</param>
/// <param name="localPort">Port it came in at.</param>
internal sealed class ForwardedStory(IPAddress? peer, string host, string scheme, int localPort)
{
    // The same as are looked at for the client's address: proxies in a row are a handful, and a list without end must not grow the head by its multiple.
    private const int MostNodes = 16;

    // uri-host [ ":" port ] (RFC 3986 §3.2.2) without percent-encoding and sub-delims, which no host of a site has.
    private static readonly SearchValues<char> HostChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]");

    /// <summary>What we see ourselves: nobody before us is believed.</summary>
    public ForwardedClaims ByOurselves() =>
        new($"for={Node(Text(peer))};host={Quote(host)};proto={scheme}", Text(peer), scheme, host, localPort.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a trusted proxy said, with ourselves added.</summary>
    /// <param name="said">What it said.</param>
    /// <param name="trusts">Tells whether an address is a trusted proxy.</param>
    public ForwardedClaims After(ForwardedClaims said, Func<IPAddress?, bool> trusts)
    {
        // Nearly every proxy writes X-Forwarded-* and passes a client's own Forwarded on. One that says more than they do, or something else, is such a stranger's,
        // who knows his own address and can write a host of his beside it.
        var (elements, ofClient) = Elements(said.Forwarded, trusts);
        var isSaidOtherwise = said is not { For: "", Proto: "", Host: "", Port: "" };
        var saidProto = isSaidOtherwise ? First(said.Proto) : Token(ForwardedList.Value(ofClient, "proto="));
        var saidHost = isSaidOtherwise ? First(said.Host) : HostName(ForwardedList.Value(ofClient, "host="));
        var nodes = Nodes(elements);
        if ((said.For.Length > 0 && elements.Count > 0 && !NamesSame(elements[^1], said.For)) || Differs(ofClient, "proto=", saidProto) || Differs(ofClient, "host=", saidHost))
        {
            // With nothing else said it is the proxy's own, and only what it says of the host cannot be used.
            (elements, ofClient, nodes) = ([], "", isSaidOtherwise ? "" : nodes);
        }

        var client = said.For.Length > 0 ? said.For : nodes;
        var isSaid = saidProto.Length > 0 || saidHost.Length > 0;
        var (ourProto, ourHost) = (saidProto.Length > 0 ? saidProto : scheme, saidHost.Length > 0 ? saidHost : host);
        return new ForwardedClaims(
            elements.Count > 0 ? $"{string.Join(", ", elements)}, {OwnElement(ofClient, ourProto, ourHost)}" : Built(client, ourProto, ourHost),
            client.Length > 0 ? $"{client}, {Text(peer)}" : Text(peer),
            said.Proto.Length > 0 ? said.Proto : ourProto,
            said.Host.Length > 0 ? said.Host : ourHost,
            said.Port.Length > 0 ? said.Port : isSaid ? PortOf(ourHost) ?? (IsHttps(ourProto) ? "443" : "80") : localPort.ToString(CultureInfo.InvariantCulture));
    }

    // The elements from left to right that trusted proxies vouch for, and the first of them, in which the outermost proxy tells of the client. What stands further
    // left the client wrote itself. None at all when one of them is broken: what is added behind an open quote would be part of it.
    private static (List<string> Elements, string OfClient) Elements(string list, Func<IPAddress?, bool> trusts)
    {
        List<string> elements = [];
        var isVouched = true;
        for (var rest = list.AsSpan(); !rest.IsEmpty && isVouched && elements.Count < MostNodes;)
        {
            var comma = ForwardedList.LastComma(rest);
            var element = rest[(comma + 1)..].Trim();
            rest = comma < 0 ? default : rest[..comma];
            if (element.Count('"') % 2 != 0)
            {
                return ([], "");
            }

            if (!element.IsEmpty)
            {
                elements.Insert(0, element.ToString());
                isVouched = ClientAddress.TryRead(ForwardedList.Value(element, "for="), out var address) && trusts(address);
            }
        }

        return (elements, elements.Count > 0 ? elements[0] : "");
    }

    private static bool NamesSame(string element, string list) =>
        ClientAddress.TryRead(ForwardedList.Value(element, "for="), out var one)
        && ClientAddress.TryRead(list.AsSpan(list.LastIndexOf(',') + 1).Trim(), out var other) && one.Equals(other);

    private static bool Differs(string element, string parameter, string said) =>
        ForwardedList.Value(element, parameter) is { IsEmpty: false } value && !value.Equals(said, StringComparison.OrdinalIgnoreCase);

    // Only what nobody has said yet: a second, other value would be the story of readers of the last element.
    private string OwnElement(string ofClient, string proto, string asked)
    {
        var ofHost = ForwardedList.Value(ofClient, "host=").IsEmpty ? $";host={Quote(asked)}" : "";
        var ofProto = ForwardedList.Value(ofClient, "proto=").IsEmpty ? $";proto={Quote(proto)}" : "";
        return $"for={Node(Text(peer))}{ofHost}{ofProto}";
    }

    private string Built(string client, string proto, string asked)
    {
        string[] nodes = [.. client.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(MostNodes), Text(peer)];
        return string.Join(", ", nodes.Select((node, at) => at == 0 ? $"for={Node(node)};host={Quote(asked)};proto={Quote(proto)}" : $"for={Node(node)}"));
    }

    private static string Nodes(List<string> elements) => string.Join(", ", elements.Select(element => NodeText(ForwardedList.Value(element, "for="))));

    private static string NodeText(ReadOnlySpan<char> node) => ClientAddress.TryRead(node, out var address) ? Text(address) : "unknown";

    private static string First(string list) => list.AsSpan(0, list.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma ? comma : list.Length).Trim().ToString();

    private static string Token(ReadOnlySpan<char> value) => value.IndexOfAnyExcept(Grammar.TokenChars) < 0 ? value.ToString() : "";

    private static string HostName(ReadOnlySpan<char> value) => value.ContainsAnyExcept(HostChars) ? "" : value.ToString();

    private static bool IsHttps(string proto) => proto.Equals("https", StringComparison.OrdinalIgnoreCase) || proto.Equals("wss", StringComparison.OrdinalIgnoreCase);

    private static string? PortOf(string host) =>
        host.LastIndexOf(':') is var colon and > 0 && colon > host.LastIndexOf(']') && host.Length - colon is > 1 and <= 6
            && !host.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') ? host[(colon + 1)..] : null;

    private static string Text(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };

    // node = nodename; an IPv6 address is quoted and in brackets (RFC 7239 §6). What is no address is unknown (§6.2).
    private static string Node(string entry) => NodeText(entry) is var text && text.Contains(':', StringComparison.Ordinal) ? $"\"[{text}]\"" : text;

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAnyExcept(Grammar.TokenChars) < 0 && value.Length > 0
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
