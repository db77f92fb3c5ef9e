using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Hands the head of a server's response over to the client's side. It goes out later; its fields are read now, while they are in the connection's buffer.</summary>
/// <param name="Discards">True when its content goes nowhere: a 205 has none, whatever its server sends along (RFC 9110 §15.3.6); the form was reset all the same.</param>
/// <param name="Streams">True when the client waits for the head alone.</param>
/// <param name="Tap">Takes a copy of the content for the cache; null = it is not stored.</param>
internal readonly record struct HeadRelay(bool Discards, bool Streams, StoringTap? Tap)
{
    /// <summary>Hands it over.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="connection">Where it came from.</param>
    /// <param name="record">The attempt.</param>
    /// <param name="head">The head.</param>
    /// <param name="declared">Length of its content; null = not known.</param>
    public static HeadRelay Begin(Exchange exchange, UpstreamConnection connection, AttemptRecord record, ResponseHead head, long? declared)
    {
        var client = exchange.Client;
        client.Begin(head.Status);
        exchange.Status = head.Status;
        exchange.ResponseSource = ResponseSource.Upstream;
        var fields = head.Fields;
        var options = ConnectionOptions.First(fields);
        for (var i = 0; i < fields.Count; i++)
        {
            if (ResponseField.PassesOn(fields, i, options) && !ResponseField.IsForServerInFront(fields, i))
            {
                client.AddField(fields[i].Known, fields.Name(i), fields.Value(i), connection.Strings);
            }
        }

        var discards = head.Status == 205;
        client.DeclareLength(discards ? 0 : declared);
        var streams = declared is null && StreamingMedia.Is(fields);
        var tap = exchange.Cached is null ? null : CacheIntake.Begin(exchange, record, head, declared);
        if (tap is null || !tap.Defers(streams))
        {
            CacheStatusField.Add(exchange);
        }

        if (head.Status >= 500 || fields.Find(KnownField.ProxyStatus) >= 0)
        {
            RelayedError.Mark(exchange, record, head);
        }

        if (exchange.Client.Fields.Find(KnownField.Upgrade) >= 0 && UpgradeRules.Refused(exchange, record, connection, head) is { } refused)
        {
            exchange.Failure = refused;
        }

        return new HeadRelay(discards, streams, tap);
    }
}
