using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Observing;

/// <summary>The end of every exchange: counters, the verdict's way to its readers, the access record.</summary>
internal static class Record
{
    public static void Write(Exchange exchange)
    {
        var outlets = exchange.Services.Outlets;
        var duration = exchange.Services.Time.GetElapsedTime(exchange.Began);
        CompleteVerdict(exchange);
        outlets.Counters.Ended(exchange.Status, exchange.ResponseSource, duration);
        if (exchange.Attempts is { Count: > 1 } attempts)
        {
            outlets.Counters.Retried(attempts.Count - 1, exchange.Verdict is null);
        }

        if (exchange.Verdict is { } verdict)
        {
            outlets.Counters.Failed(verdict.Cause.Id, verdict.Party.ToString().ToLowerInvariant());
            outlets.Verdicts.Add(verdict);
        }

        if (outlets.WantsRecords)
        {
            outlets.Records!.Add(Take(exchange, duration));
        }
    }

    // A response that broke off after its head, a client that left, a relayed error: these have no answer of ours, but a verdict.
    private static void CompleteVerdict(Exchange exchange)
    {
        if (exchange.Verdict is not null)
        {
            return;
        }

        var last = exchange.Attempts is { Count: > 0 } attempts ? attempts[^1].Failure : null;
        exchange.Failure = last ?? exchange.Failure;
        if (exchange.Failure is { } failure)
        {
            exchange.Failure = failure with { ClientStatus = exchange.Status > 0 ? exchange.Status : null };
            exchange.Verdict = Judgement.Of(exchange);
            if (exchange.ClientLeft && !exchange.Client.ResponseStarted)
            {
                exchange.Status = 499;
            }
        }
    }

    private static AccessRecord Take(Exchange exchange, TimeSpan duration)
    {
        var client = exchange.Client;
        var now = exchange.Services.Time.GetUtcNow();
        return new AccessRecord
        {
            Time = now - duration,
            Duration = duration,
            RequestId = exchange.RequestId,
            TraceParent = exchange.TraceParent,
            Client = client.RemoteAddress,
            Method = client.Method,
            Host = exchange.Host,
            Target = client.Target,
            Protocol = client.Protocol,
            IsHttps = client.IsHttps,
            Status = exchange.Status,
            Source = exchange.ResponseSource,
            BytesIn = exchange.BytesIn,
            BytesOut = exchange.BytesOut,
            Site = exchange.Site?.Settings.Name,
            Upstream = exchange.Upstream?.Settings.Name,
            Referer = client.Fields.Referer.Count > 0 ? client.Fields.Referer.ToString() : null,
            UserAgent = client.Fields.UserAgent.Count > 0 ? client.Fields.UserAgent.ToString() : null,
            Attempts = exchange.Attempts ?? [],
            NotRetried = exchange.NotRetried,
            Verdict = exchange.Verdict,
        };
    }
}
