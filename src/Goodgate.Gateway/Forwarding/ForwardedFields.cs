using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// Via (RFC 9110 §7.6.3), Forwarded (RFC 7239) and X-Forwarded-For/-Proto/-Host/-Port. What a client claims is replaced, unless it is a
/// trusted proxy; then it is added to (<see cref="ForwardedStory"/>). For everybody else the lines are the same for every request to one host on one connection, so they are kept as bytes.
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
        var told = trusted ? Told(exchange) : Own(exchange).ByOurselves();
        var via = All(fields, KnownField.Via);
        Line(lines, "Via", $"{via}{(via.Length == 0 ? "" : ", ")}{client.Protocol[5..]} {exchange.Services.Instance}");
        Line(lines, "Forwarded", told.Forwarded);
        Line(lines, "X-Forwarded-For", told.For);
        Line(lines, "X-Forwarded-Proto", told.Proto);
        Line(lines, "X-Forwarded-Host", told.Host);
        Line(lines, "X-Forwarded-Port", told.Port);
        return lines.ToString();
    }

    /// <summary>What the server is told for a client that is a trusted proxy.</summary>
    public static ForwardedClaims Told(Exchange exchange)
    {
        var fields = exchange.Client.Fields;
        return Own(exchange).After(
            new ForwardedClaims(
                All(fields, KnownField.Forwarded),
                All(fields, KnownField.XForwardedFor),
                All(fields, KnownField.XForwardedProto),
                All(fields, KnownField.XForwardedHost),
                All(fields, KnownField.XForwardedPort)),
            exchange.Model.Trusts);
    }

    private static ForwardedStory Own(Exchange exchange) =>
        new(exchange.Client.RemoteAddress, exchange.Host, exchange.Client.IsHttps ? "https" : "http", exchange.Client.LocalPort);

    private static string All(FieldSection fields, KnownField field) => FieldLists.Joined(fields, field) ?? "";

    private static void Line(StringBuilder lines, string name, string value) => lines.Append(name).Append(": ").Append(value).Append("\r\n");

    private sealed record Kept(string Host, string Instance, string Protocol, byte[] Lines);
}
