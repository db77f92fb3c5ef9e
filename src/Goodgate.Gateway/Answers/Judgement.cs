using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Answers;

/// <summary>Completes the observation of a failed exchange with what the exchange knows, and asks the Judge.</summary>
internal static class Judgement
{
    // A target is evidence; a novel in one is not. The query may carry secrets and is cut off.
    private const int LongestTarget = 2048;

    /// <summary>The verdict on <see cref="Exchange.Failure"/>.</summary>
    public static Verdict Of(Exchange exchange)
    {
        // The path as routes see it: the authority of an absolute-form target may hold a password.
        var target = exchange.Target;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        target = end < 0 ? target : target[..end];
        return Judge.Decide(exchange.Failure! with
        {
            Time = exchange.Services.Time.GetUtcNow(),
            RequestId = exchange.RequestId,
            Method = exchange.Client.Method,
            Host = exchange.Host,
            Target = target.Length > LongestTarget ? target[..LongestTarget] : target,
            Site = exchange.Site?.Settings.Name,
            Route = exchange.Route?.Settings.Path,
            Upstream = exchange.Upstream?.Settings.Name,
            Attempts = exchange.Attempts.Count is > 0 and var count ? count : null,
            NotRetried = exchange.NotRetried,
        });
    }
}
