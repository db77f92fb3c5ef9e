using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Upgrade (RFC 9110 §7.8): asked for by the client, offered to the server, and only then a 101 is right.</summary>
internal static class UpgradeRules
{
    /// <summary>The protocols the client offers; null when it does not ask for an upgrade.</summary>
    public static string? Offer(IClient client)
    {
        if (!client.CanUpgrade)
        {
            return null;
        }

        return FieldLists.Contains(client.Fields, KnownField.Connection, "upgrade"u8) && FieldLists.Joined(client.Fields, KnownField.Upgrade) is { Length: > 0 } offer
            && !IsAnotherHttp(offer) ? offer : null;
    }

    // h2c and TLS/x.y would carry requests past us that nobody routes, guards or records ("h2c smuggling"). RFC 9113 §3.1 has given h2c up.
    private static bool IsAnotherHttp(string offer) =>
        offer.Contains("h2c", StringComparison.OrdinalIgnoreCase)
        || offer.Contains("HTTP/", StringComparison.OrdinalIgnoreCase)
        || offer.Contains("TLS/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when the response respects the rules.</summary>
    public static Observation? Check(Exchange exchange, AttemptRecord record, UpstreamConnection connection, ResponseHead head)
    {
        if (head.Status != 101)
        {
            return null;
        }

        var offer = Offer(exchange.Client);
        var index = head.Fields.Find(KnownField.Upgrade);
        var got = index < 0 ? "" : Sample.Escape(head.Fields.Value(index), 64);
        if (offer is not null && got.Length > 0 && offer.Contains(got, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var detail = offer is null ? "a 101 that nobody asked for" : $"asked for {offer}, the 101 says \"{got}\"";
        var violation = new Violation(ViolationKind.UnsolicitedUpgrade, 0, "Upgrade", detail, $"Upgrade: {got}");
        var seen = Fail.Of(exchange, record, connection, Phase.Head, violation);
        return seen with { Happening = Happening.UpgradeRefused, Facts = [.. seen.Facts, .. Facts(offer, got)] };
    }

    /// <summary>
    /// A success in place of a WebSocket: the answer passes, but the page's connection fails, most often because something behind us drops Upgrade.
    /// Other protocols may be ignored (RFC 9110 §7.8; curl offers h2c with every request), and a 3xx, 4xx or 5xx says itself why.
    /// </summary>
    public static Observation? Refused(Exchange exchange, AttemptRecord record, UpstreamConnection connection, ResponseHead head)
    {
        if (head.Status is < 200 or > 299 || Offer(exchange.Client) is not { } offer || !offer.Contains("websocket", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Fail.About(exchange, record, connection, Phase.Head) with { Happening = Happening.UpgradeRefused, Facts = Facts(offer, "") };
    }

    private static List<Fact> Facts(string? asked, string got)
    {
        var facts = new List<Fact>();
        if (asked is not null)
        {
            facts.Add(new Fact(FactNames.UpgradeAsked, asked));
        }

        if (got.Length > 0)
        {
            facts.Add(new Fact(FactNames.UpgradeGot, got));
        }

        return facts;
    }
}
