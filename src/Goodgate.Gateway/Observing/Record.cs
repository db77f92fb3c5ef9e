using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Observing;

/// <summary>The end of every exchange: counters, the verdict's way to its readers, the access record.</summary>
internal static class Record
{
    private static readonly string[] Parties = [.. Enum.GetValues<Party>().Select(party => party.ToString().ToLowerInvariant())];

    /// <summary>A party's word in counters.</summary>
    public static string Name(Party party) => Parties[(int)party];

    public static void Write(Exchange exchange)
    {
        var outlets = exchange.Services.Outlets;
        var duration = exchange.Services.Time.GetElapsedTime(exchange.Began);
        var saved = TakeSaved(exchange) ?? TakeKept(exchange);
        if (exchange.Cached?.SavedFrom is null)
        {
            CompleteVerdict(exchange);
        }

        // A refusal is the client's doing whatever its number (505): no stranger raises the alarm for 5xx.
        var counted = exchange.Refusal is null ? exchange.Status : Math.Min(exchange.Status, 499);
        outlets.Counters.Ended(counted, exchange.ResponseSource, duration);
        exchange.Site?.Counters.Requests.Add(counted, exchange.ResponseSource);
        var attempts = exchange.Attempts;
        NameCauses(attempts, exchange.Verdict);
        if (attempts.Count > 1)
        {
            outlets.Counters.Retried(attempts.Count - 1, saved is not null && exchange.Cached?.SavedFrom is null);
        }

        if (exchange.Verdict is { } verdict)
        {
            outlets.Counters.Failed(verdict.Cause.Id, Name(verdict.Party), verdict.Confidence == Confidence.Undetermined);
        }

        if ((exchange.Verdict ?? saved) is { } told && !exchange.IsTold)
        {
            outlets.Verdicts.Add(Bounded.Cut(told));
        }

        outlets.Telemetry.Ended(exchange, duration);
        if (outlets.WantsRecords)
        {
            outlets.AccessLog.Add(Take(exchange, duration));
        }
    }

    // A failed attempt that another one made good: the client saw nothing of it, the operator should.
    private static Verdict? TakeSaved(Exchange exchange) =>
        exchange is { Verdict: null, Attempts: { Count: > 1, Last.Failure: null } attempts } ? JudgeSaved(exchange, attempts) : null;

    // A stored page in place of a failure.
    private static Verdict? TakeKept(Exchange exchange)
    {
        if (exchange.Cached?.SavedFrom is not { } failure)
        {
            return null;
        }

        exchange.Failure = failure with { Saved = true, ClientStatus = exchange.Status };
        var verdict = Judgement.Of(exchange);
        exchange.Failure = null;
        return verdict;
    }

    private static Verdict? JudgeSaved(Exchange exchange, AttemptList attempts)
    {
        // A failure that no attempt knows is the answer's own: an error of the server that was relayed.
        if (attempts.ToList().LastOrDefault(attempt => attempt.Failure is not null)?.Failure is not { } failure
            || (exchange.Failure is { } other && !attempts.Exists(attempt => ReferenceEquals(attempt.Failure, other))))
        {
            return null;
        }

        exchange.Failure = failure with { Saved = true, ClientStatus = exchange.Status };
        var verdict = Judgement.Of(exchange);
        exchange.Failure = null;
        return verdict;
    }

    // A response that broke off after its head, a client that left, a relayed error: these have no answer of ours, but a verdict.
    private static void CompleteVerdict(Exchange exchange)
    {
        if (exchange.Verdict is { } judged)
        {
            // Judged before the answer was sent; 499 is a word for logs, nobody got it.
            var status = exchange.Status is > 0 and not 499 ? exchange.Status : (int?)null;
            exchange.Verdict = judged with { Observation = judged.Observation with { ClientStatus = status } };
            return;
        }

        exchange.Failure = exchange.Attempts.Last?.Failure ?? exchange.Failure;
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

    private static void NameCauses(AttemptList attempts, Verdict? verdict)
    {
        for (var i = 0; i < attempts.Count; i++)
        {
            if (attempts[i] is not { Failure: { } failure } attempt)
            {
                continue;
            }

            // That a stored page broke off says nothing of the server in whose place it was given.
            attempt.Cause = i == attempts.Count - 1 && verdict is { Observation.Happening: not Happening.StoredPageUnreadable } ? verdict.Cause.Id : Judge.Decide(failure).Cause.Id;

            // A client that left says nothing about the server.
            if (failure.Happening != Happening.ClientLeft)
            {
                attempt.Server.Failed(attempt.Cause);
            }
        }
    }

    private static string? Text(FieldSection fields, KnownField field) => FieldLists.First(fields, field) is { } text ? Bounded.Cut(text, Bounded.Field) : null;

    private static AccessRecord Take(Exchange exchange, TimeSpan duration)
    {
        var client = exchange.Client;
        var from = ClientAddress.Of(exchange);
        return new AccessRecord
        {
            Time = exchange.Services.Time.GetUtcNow() - duration,
            Duration = duration,
            RequestId = exchange.RequestId,
            TraceParent = exchange.TraceParent,
            Client = from,
            Peer = Equals(from, client.RemoteAddress) ? null : client.RemoteAddress,
            Method = Bounded.Cut(client.Method, Bounded.Method),
            Host = Bounded.Cut(exchange.Host, Bounded.Host),
            Target = Bounded.Cut(client.Target, Bounded.Target),
            Protocol = client.Protocol,
            IsHttps = client.IsHttps,
            Status = exchange.Status,
            Source = exchange.ResponseSource,
            BytesIn = exchange.BytesIn,
            BytesOut = exchange.BytesOut,
            Site = exchange.Site?.Settings.Name,
            Route = exchange.Route?.Settings.Path,
            Upstream = exchange.Upstream?.Settings.Name,
            Referer = Text(client.Fields, KnownField.Referer),
            UserAgent = Text(client.Fields, KnownField.UserAgent),
            Refusal = exchange.Refusal,
            Cache = exchange.CacheResult is { } result ? CacheWords.Of(result) : null,
            Attempts = exchange.Attempts.ToList(),
            NotRetried = exchange.NotRetried,
            Verdict = exchange.Verdict is { } verdict ? Bounded.Cut(verdict) : null,
        };
    }
}
