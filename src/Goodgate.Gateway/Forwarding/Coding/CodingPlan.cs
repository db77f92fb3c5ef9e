using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.Coding;

/// <summary>What becomes of a server's response on its way: nothing, or word that it varies, or it is compressed. Decided once, by its head.</summary>
/// <param name="Varies">True when another client could get another form of it (Vary).</param>
/// <param name="Coding">Content coding applied here; null = none.</param>
internal readonly record struct CodingPlan(bool Varies, string? Coding)
{
    /// <summary>Word of Cache-Status, where the request forbids what is done for all others.</summary>
    private const string NoTransform = "no-transform";

    /// <summary>Where the place of its coder is given back; null = it has none.</summary>
    private CodingRoom? Room { get; init; }

    /// <summary>Decides. A place for a coder is taken: <see cref="LetPlace"/> gives it back.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="connection">The server's connection, its head read.</param>
    /// <param name="framing">How the content ends.</param>
    /// <param name="head">Head of the response, as received.</param>
    public static CodingPlan Of(Exchange exchange, UpstreamConnection connection, BodyFraming framing, ResponseHead head)
    {
        if (exchange.Route is not { Compresses: true } || !IsText(head) || LengthOf(connection, framing) < Representation.SmallestCoded)
        {
            return default;
        }

        var fields = exchange.Client.Fields;
        var coding = CodingChoice.Of(FieldLists.Joined(fields, KnownField.AcceptEncoding)).Ordered.FirstOrDefault();
        if (coding is null)
        {
            return new CodingPlan(true, null);
        }

        // RFC 9111 §5.2.1.6. What this one gets is not what others are to have.
        if (FieldLists.Contains(fields, KnownField.CacheControl, "no-transform"u8))
        {
            exchange.Cached?.Withhold(NoTransform);
            return new CodingPlan(true, null);
        }

        // A HEAD says what the GET would have said (RFC 9110 §9.3.2), and needs no coder.
        if (framing.Kind == BodyKind.None)
        {
            return new CodingPlan(true, coding);
        }

        var room = exchange.Services.Coders;
        return room.TryEnter() ? new CodingPlan(true, coding) { Room = room } : new CodingPlan(true, null);
    }

    /// <summary>Gives the coder's place back.</summary>
    public void LetPlace() => Room?.Leave();

    // What has no content, is a part, is coded, must not be changed (RFC 9110 §7.7), or is waited for line by line stays as it is.
    private static bool IsText(ResponseHead head)
    {
        var fields = head.Fields;
        return head.Status is >= 200 and not (204 or 205 or 206 or 304)
            && FieldLists.First(fields, KnownField.ContentType) is { } type && MediaTypes.IsCompressible(type)
            && fields.Find(KnownField.ContentEncoding) < 0 && fields.Find(KnownField.ContentRange) < 0
            && !FieldLists.Contains(fields, KnownField.CacheControl, "no-transform"u8)
            && !StreamingMedia.Is(fields);
    }

    // PHP rarely says how long a page is; of a short one all is here with its head. Null = not known.
    private static long? LengthOf(UpstreamConnection connection, BodyFraming framing) =>
        framing.Declared ?? (framing.Kind != BodyKind.None && connection.Server.Address.IsFastCgi && connection.Protocol.HasEnded ? (long?)(connection.End - connection.Start) : null);
}
