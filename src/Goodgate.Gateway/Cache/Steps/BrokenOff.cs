using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>
/// The end of an answer whose stored content cannot be read any further when its head, and the length in it, have gone out: the client must not take it for
/// complete, and the operator learns why.
/// </summary>
internal static class BrokenOff
{
    // errno(3) ends at 133 on Linux; HResults of .NET's own are far beyond.
    private const int LastErrno = 200;

    private const string Short = "what is stored of it ended before";

    /// <summary>Judges and breaks off.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="trouble">What reading said; null when it ended too early.</param>
    /// <param name="sent">Bytes of content that went out.</param>
    /// <param name="promised">Bytes that were promised.</param>
    public static void End(Exchange exchange, InvalidDataException? trouble, long sent, long promised)
    {
        var system = trouble?.InnerException as IOException;
        var isExhausted = system is not null && FileErrno.IsExhaustion(system.HResult);
        if (exchange.Cached is { SavedFrom: { } failure } use)
        {
            // The page was to take a failure's place, and has not.
            (use.SavedFrom, trouble) = (null, new InvalidDataException($"{trouble?.Message ?? Short}; it was given because of {Judge(exchange, failure)}"));
        }

        exchange.Failure = new Observation
        {
            Source = Source.Gateway,
            Phase = Phase.Deliver,
            Happening = isExhausted ? Happening.OutOfResources : Happening.StoredPageUnreadable,
            Errno = system?.HResult is > 0 and < LastErrno and var number ? number : null,
            Elapsed = exchange.Services.Time.GetElapsedTime(exchange.Began),
            BytesReceived = sent,
            BytesExpected = promised,
            Detail = trouble?.Message ?? Short,
        };
        exchange.Verdict = Judgement.Of(exchange);
        exchange.Client.Abort();
    }

    private static string Judge(Exchange exchange, Observation failure)
    {
        exchange.Failure = failure;
        return Judgement.Of(exchange).Cause.Id;
    }
}
