using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// Via (RFC 9110 §7.6.3), Forwarded (RFC 7239) and X-Forwarded-For/-Proto/-Host/-Port. What a client claims is replaced, unless it is a
/// trusted proxy; then it is added to. For everybody else the lines are the same for every request to one host on one connection, so they are kept as bytes.
/// </summary>
internal static class ForwardedFields
{
    public static void Write(Exchange exchange, RequestHeadWriter head)
    {
        var client = exchange.Client;
        if (client.Fields.Find(KnownField.Via) >= 0 || exchange.Model.Trusts(client.RemoteAddress))
        {
            head.Raw(Encoding.Latin1.GetBytes(Compose(exchange, exchange.Model.Trusts(client.RemoteAddress))));
            return;
        }

        if (client.ConnectionItem is not Kept kept || !string.Equals(kept.Host, exchange.Host, StringComparison.Ordinal) || kept.Instance != exchange.Services.Instance || kept.Protocol != client.Protocol)
        {
            kept = new Kept(exchange.Host, exchange.Services.Instance, client.Protocol, Encoding.Latin1.GetBytes(Compose(exchange, trusted: false)));
            client.ConnectionItem = kept;
        }

        head.Raw(kept.Lines);
    }

    private static string Compose(Exchange exchange, bool trusted)
    {
        var client = exchange.Client;
        var fields = client.Fields;
        var lines = new StringBuilder(256);
        var address = AddressText(client.RemoteAddress);
        var scheme = client.IsHttps ? "https" : "http";
        Line(lines, "Via", Joined(All(fields, KnownField.Via), $"{client.Protocol[5..]} {exchange.Services.Instance}"));
        var forwarded = $"for={Node(client.RemoteAddress)};host={Quote(exchange.Host)};proto={scheme}";
        Line(lines, "Forwarded", trusted ? Joined(All(fields, KnownField.Forwarded), forwarded) : forwarded);
        Line(lines, "X-Forwarded-For", trusted ? Joined(All(fields, KnownField.XForwardedFor), address) : address);
        Line(lines, "X-Forwarded-Proto", Kept1(trusted, All(fields, KnownField.XForwardedProto), scheme));
        Line(lines, "X-Forwarded-Host", Kept1(trusted, All(fields, KnownField.XForwardedHost), exchange.Host));
        Line(lines, "X-Forwarded-Port", Kept1(trusted, All(fields, KnownField.XForwardedPort), client.LocalPort.ToString(CultureInfo.InvariantCulture)));
        return lines.ToString();
    }

    private static string All(FieldSection fields, KnownField field) => FieldLists.Joined(fields, field) ?? "";

    private static void Line(StringBuilder lines, string name, string value) => lines.Append(name).Append(": ").Append(value).Append("\r\n");

    private static string Joined(string before, string added) => before.Length == 0 ? added : before + ", " + added;

    private static string Kept1(bool trusted, string claimed, string own) => trusted && claimed.Length > 0 ? claimed : own;

    private static string AddressText(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };

    // node = nodename; an IPv6 address is quoted and in brackets (RFC 7239 §6)
    private static string Node(IPAddress? address)
    {
        var text = AddressText(address);
        return text.Contains(':', StringComparison.Ordinal) ? $"\"[{text}]\"" : text;
    }

    private static string Quote(string host) =>
        host.AsSpan().IndexOfAnyExcept(Grammar.TokenChars) < 0 && host.Length > 0
            ? host
            : $"\"{host.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private sealed record Kept(string Host, string Instance, string Protocol, byte[] Lines);
}
