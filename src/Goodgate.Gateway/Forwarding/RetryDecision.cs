using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Decides whether a failed attempt may be followed by another. Every "no" has a reason (decision 4 of the design).</summary>
/// <param name="Reason">Why not; null = yes.</param>
/// <param name="SameServer">Try the same server on a new connection, not the next server.</param>
internal readonly record struct RetryDecision(string? Reason, bool SameServer)
{
    private static readonly HashSet<string> Idempotent = new(StringComparer.Ordinal) { "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" };

    /// <summary>True when a request of that method may be sent twice (RFC 9110 §9.2.2).</summary>
    public static bool IsIdempotent(string method) => Idempotent.Contains(method);

    /// <summary>True when there are failures after which a request that a server has whole is sent to another.</summary>
    public static bool MayBeSentTwice(Exchange exchange) => IsIdempotent(exchange.Client.Method) || exchange.Client.Fields.Find(KnownField.IdempotencyKey) >= 0;

    public static RetryDecision Decide(Exchange exchange, Attempt attempt, RequestBody? body, ulong tried)
    {
        var settings = exchange.Upstream!.Settings;
        var record = attempt.Record;
        var stale = record.Reused && record.BytesReceived == 0 && record.Failure?.Happening is Happening.Closed or Happening.Reset;
        var others = exchange.Upstream.Servers.Count > System.Numerics.BitOperations.PopCount(tried);
        var reason = settings.Retries == 0 ? "retries are turned off"
            : exchange.Attempts.Count > settings.Retries ? $"all {settings.Retries + 1} attempts are used"
            : WhyUnsafe(exchange, record, stale, body)
            ?? (!stale && !others ? "no other server in the upstream" : null)
            ?? (exchange.HeadDue > 0 && exchange.Services.Time.GetTimestamp() >= exchange.HeadDue ? "the time for the whole exchange is over" : null)
            ?? (exchange.Upstream.Budget.TrySpend() ? null : "the retry budget is spent (20 % of recent requests)");
        return new RetryDecision(reason, stale);
    }

    // Safe: nothing was sent; or a connection that the server had closed while idle, and repeating does no harm.
    private static string? WhyUnsafe(Exchange exchange, AttemptRecord record, bool stale, RequestBody? body)
    {
        var lost = body is { CanReplay: false } ? "the request's body was sent on and is larger than what is kept (64 KiB)" : null;
        if (record.BytesSent == 0)
        {
            return lost;
        }

        if (record.BytesReceived > 0 || record.Status > 0)
        {
            return "the response had begun";
        }

        var method = exchange.Client.Method;
        var closed = record.Failure?.Happening is Happening.Closed or Happening.Reset or Happening.WorkerCrashed;
        if (closed && exchange.Client.Fields.Find(KnownField.IdempotencyKey) >= 0)
        {
            return lost;
        }

        if (!IsIdempotent(method))
        {
            return $"{method} had already been sent and has no Idempotency-Key";
        }

        return lost ?? (stale ? null : "the server had the request and may still be working on it");
    }
}
