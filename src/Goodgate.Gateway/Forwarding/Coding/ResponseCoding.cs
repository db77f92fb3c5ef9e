using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.Coding;

/// <summary>
/// Compression of one response, between its server and all that comes after: the cache stores what it would store if the server itself had compressed, and
/// what is stored costs nothing again. Disposing it gives back the place of the coder.
/// </summary>
internal readonly struct ResponseCoding : IDisposable
{
    private readonly CodingPlan _plan;
    private readonly Exchange _exchange;
    private readonly bool _hasContent;

    private ResponseCoding(Exchange exchange, ResponseHead head, CodingPlan plan, bool hasContent) => (_exchange, Head, _plan, _hasContent) = (exchange, head, plan, hasContent);

    /// <summary>The head as it goes on.</summary>
    public ResponseHead Head { get; }

    /// <summary>True when the content is compressed here, or would be: it has another length than its server says.</summary>
    public bool IsCoded => _plan.Coding is not null;

    /// <summary>Decides, and makes the head.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="connection">The server's connection, its head read.</param>
    /// <param name="framing">How the content ends.</param>
    /// <param name="head">Head of the response, as received.</param>
    public static ResponseCoding Of(Exchange exchange, UpstreamConnection connection, BodyFraming framing, ResponseHead head)
    {
        if (exchange.Route is not { Compresses: true })
        {
            return new ResponseCoding(exchange, head, default, false);
        }

        if (head.Status == 304)
        {
            return new ResponseCoding(exchange, CodedHead.Confirmed(head, Asked(exchange)), default, false);
        }

        var plan = CodingPlan.Of(exchange, connection, framing, head);
        var made = plan.Varies ? CodedHead.Of(head, plan) : null;
        if (made is null)
        {
            plan.LetPlace();
            plan = default;
        }

        if (exchange.Cached is { } use)
        {
            use.IsCodedHere = plan.Coding is not null;
        }

        return new ResponseCoding(exchange, made ?? head, plan, framing.Kind != BodyKind.None);
    }

    /// <summary>The body through a coder; null when it goes on as it is.</summary>
    /// <param name="plain">The body as its server sends it.</param>
    /// <param name="tap">What goes into the cache; null = nothing does.</param>
    public CodedBody? Code(IBodySource plain, StoringTap? tap) => IsCoded && _hasContent ? new CodedBody(plain, _plan.Coding!, tap, _exchange) : null;

    public void Dispose() => _plan.LetPlace();

    // The tags that the 304 is about: those of our own copy, or the client's.
    private static string? Asked(Exchange exchange) =>
        exchange.Cached is { Validates: true, Candidate: { } stored } ? stored.Tag : RequestConditions.Of(exchange.Client.Fields).IfNoneMatch;
}
