using System.Net;
using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// The Proxy-Status field (RFC 9209): who on the way failed, and how. Members of hops behind us are kept in front of ours (§2),
/// bounded; for the public they lose what tells of internals (§4).
/// </summary>
public static class ProxyStatusField
{
    /// <summary>Characters of a received field considered; a longer one is dropped.</summary>
    public const int MaxReceived = 4096;

    /// <summary>Members of hops behind us that are kept, nearest the origin first: they saw the failure first.</summary>
    public const int MaxMembers = 8;

    /// <summary>Characters of kept members. Small enough that no client's header limit (8 KiB at many) is met by our doing.</summary>
    public const int MaxKept = 1024;

    /// <summary>The field for an answer the gateway made: <c>goodgate; error=connection_refused; details="connect-refused"</c>.</summary>
    /// <param name="gatewayName">Name of this deployment.</param>
    /// <param name="verdict">Why.</param>
    /// <param name="revealDetails">False for the public: details is the cause's id. True: the verdict's summary and the address tried.</param>
    /// <param name="received">The upstream's field, when it sent a head before it failed; lines joined by commas.</param>
    public static string ForFailure(string gatewayName, Verdict verdict, bool revealDetails, string? received = null)
    {
        var seen = verdict.Observation;
        var member = new StringBuilder(StructuredText.TokenOrString(gatewayName), 256);
        if (verdict.Cause.ProxyError is { } error)
        {
            Add(member, "error", error);
            foreach (var (name, value) in ProxyStatusParameters.Of(error, seen, revealDetails))
            {
                Add(member, name, value);
            }
        }

        if (seen.UpstreamStatus is >= 100 and <= 999 and var status)
        {
            Add(member, "received-status", StructuredText.Integer(status)!);
        }

        if (revealDetails && seen.Peer is { } peer)
        {
            Add(member, "next-hop", StructuredText.String(peer));
        }

        Add(member, "details", StructuredText.String(revealDetails ? verdict.Summary : verdict.Cause.Id));
        return Kept(received, revealDetails).Append(member).ToString();
    }

    /// <summary>The field for an upstream's answer passed on: <c>goodgate; received-status=503</c>. There is no error of ours (§2.3).</summary>
    /// <param name="gatewayName">Name of this deployment.</param>
    /// <param name="receivedStatus">Status the upstream sent.</param>
    /// <param name="received">The upstream's field; lines joined by commas; null = none.</param>
    /// <param name="revealDetails">False strips what tells of internals from the received members.</param>
    public static string ForRelayed(string gatewayName, int receivedStatus, string? received, bool revealDetails = false)
    {
        var member = new StringBuilder(StructuredText.TokenOrString(gatewayName), 64);
        Add(member, "received-status", StructuredText.Integer(receivedStatus)!);
        return Kept(received, revealDetails).Append(member).ToString();
    }

    /// <summary>A parameter; true is written by its name alone (RFC 9651 §4.1.1.2).</summary>
    private static void Add(StringBuilder member, string name, string value) =>
        member.Append("; ").Append(name).Append(value == "?1" ? "" : "=").Append(value == "?1" ? "" : value);

    /// <summary>The received members, each followed by a comma; empty when there are none or the field breaks its grammar.</summary>
    private static StringBuilder Kept(string? received, bool revealDetails)
    {
        var kept = new StringBuilder();
        var members = received is { Length: <= MaxReceived } ? StructuredListReader.Read(received) : null;
        foreach (var member in (members ?? []).Take(MaxMembers))
        {
            var text = Written(member, revealDetails);
            if (text is null || kept.Length + text.Length > MaxKept)
            {
                break;
            }

            kept.Append(text).Append(", ");
        }

        return kept;
    }

    /// <summary>Null for a member that is no String or Token, which a reader of the field would refuse.</summary>
    private static string? Written(StructuredMember received, bool revealDetails)
    {
        if (received.Item[0] != '"' && !StructuredText.IsToken(received.Item))
        {
            return null;
        }

        var member = new StringBuilder(revealDetails ? received.Item : PublicName(received.Item));
        foreach (var (name, value) in received.Parameters)
        {
            if (revealDetails || ProxyStatusParameters.Harmless(name, value))
            {
                Add(member, name, value);
            }
        }

        return member.ToString();
    }

    /// <summary>A hop may call itself by its address (RFC 9209 §2 leaves the name to it); the public is told only that there was one.</summary>
    private static string PublicName(string item)
    {
        var name = item.Trim('"');
        return IPEndPoint.TryParse(name, out _) ? "upstream" : item;
    }
}
