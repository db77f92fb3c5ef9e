using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>What the cache does when the head of a server's response is here.</summary>
internal static class CacheIntake
{
    /// <summary>
    /// True when the client does not get this response: a 304 to conditions of our own, or an error in whose place a stored page is given.
    /// </summary>
    public static bool TakesOver(Exchange exchange, AttemptRecord record, ResponseHead head)
    {
        if (exchange.Cached is not { Candidate: { } stored, Kept: not null } use)
        {
            return false;
        }

        use.ServerStatus = head.Status;
        if (head.Status == 304 && use.Validates)
        {
            Confirm(exchange, use, stored, head);
            use.Instead = Substitute.Confirmed;
            return true;
        }

        if (Statuses.IsError(head.Status) && use.MayReplaceFailure(exchange.Services.Time.GetUtcNow()))
        {
            RelayedError.Mark(exchange, record, head);
            (use.SavedFrom, exchange.Failure) = (exchange.Failure, null);
            use.Instead = Substitute.Older;
            return true;
        }

        use.ServerStatus = 0;
        return false;
    }

    /// <summary>Decides what of the response is kept, and begins to. The head's fields are in the buffer still.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="record">The attempt.</param>
    /// <param name="head">Head of the response.</param>
    /// <param name="declared">Length of its content; null = not known.</param>
    /// <returns>Takes its content; null when it is not stored.</returns>
    public static StoringTap? Begin(Exchange exchange, AttemptRecord record, ResponseHead head, long? declared)
    {
        if (exchange.Cached is not { Key: { } key } use)
        {
            return null;
        }

        var method = exchange.Client.Method;
        if (!Statuses.IsSafe(method))
        {
            Invalidation.Run(exchange, use, head);
            return method == "POST" && !use.IsWithheld ? PostedPage.Begin(exchange, use, head, declared) : null;
        }

        if (method == "HEAD")
        {
            HeadUpdate.Run(exchange, use, head);
            return null;
        }

        if (method != "GET" || !use.MayStore)
        {
            return null;
        }

        var decision = StoringRules.Decide(use.Route, use.Traits, head, exchange.Services.Time.GetUtcNow());
        if (decision.Stores && !(record.Server.Address.IsFastCgi && head.Status >= 500))
        {
            if (StoringTap.Open(exchange, use, new TapInput(key, head, declared, decision)) is { } tap)
            {
                Tell(use, key, tap);
                return tap;
            }

            decision = decision with { Refusal = use.Detail == StoringTap.Guarded ? StoringTap.Guarded : "no-room" };
        }

        Refuse(use, key, head, decision.Refusal);
        return null;
    }

    // Of a page whose content was found out before, nobody knows yet whether it is stored this time.
    private static void Tell(CacheUse use, string key, StoringTap tap)
    {
        var why = use.Shared.Passes.Why(key);
        (use.Stores, use.Detail) = (why is null, why ?? use.Detail);
        if (!tap.AnswersAlone)
        {
            LetAllAsk(use, key);
        }
    }

    private static void Refuse(CacheUse use, string key, ResponseHead head, string? refusal)
    {
        use.Detail = refusal ?? "status";
        if (head.Status < 500 && !Statuses.IsAboutRequest(head.Status) && refusal is not ("no-room" or StoringTap.Guarded or "request-no-store"))
        {
            // The server has said what holds now: not even in place of a failure the older one does.
            if (use.Candidate is { } older)
            {
                use.Shared.Store.Remove(older.Entry);
            }

            Invalidation.Outdate(use, null);
        }

        if (refusal is "authorization" or "cookie" or "request-no-store")
        {
            // It is this request that is for one alone: of those who wait another goes on.
            use.EndFlight(FlightEnd.Abandoned);
            return;
        }

        // Nobody need wait for the next one either. A condition that holds, and a part, say nothing about the page.
        if (use.Flight is not null && head.Status < 500 && refusal != StoringTap.Guarded && !Statuses.IsAboutRequest(head.Status))
        {
            use.Shared.Passes.Add(key);
        }

        use.EndFlight(FlightEnd.NotStored);
    }

    // Its server is asked before each use: who waits for it asks all the same, only later.
    private static void LetAllAsk(CacheUse use, string key)
    {
        use.Shared.Passes.Add(key);
        use.EndFlight(FlightEnd.NotStored);
    }

    // With a tag of its own a 304 is about the response that has it; about no other (RFC 9111 §4.3.4).
    private static void Confirm(Exchange exchange, CacheUse use, StoredResponse stored, ResponseHead head)
    {
        var tag = FieldLists.First(head.Fields, KnownField.ETag);
        var end = FlightEnd.Stored;
        if (tag is null || stored.Tag is null || IsSame(tag, stored.Tag))
        {
            var made = HeadMaking.Freshened(use.Route, stored, head, use.Traits, use.Asked, exchange.Services.Time.GetUtcNow());
            end = made is null || made.Decision.Stores ? FlightEnd.Stored : FlightEnd.NotStored;
            use.Candidate = made is null ? stored : Merge(use, stored, made);
        }

        use.Cookies = FieldLines.Cookies(head.Fields);
        if (end == FlightEnd.Stored && use.Candidate is { Facts.AnswersAlone: false })
        {
            LetAllAsk(use, use.Key!);
            return;
        }

        if (end == FlightEnd.Stored)
        {
            use.Shared.Passes.Remove(use.Key!);
        }

        use.EndFlight(end);
    }

    // A 304 that is one person's: that person gets the copy with its fields, nobody else does (RFC 9111 §3 holds for it as for any response).
    private static StoredResponse Merge(CacheUse use, StoredResponse stored, FreshHead made)
    {
        if (made.Decision.Stores)
        {
            var isReplaced = use.Shared.Store.ReplaceHead(stored.Entry, made.Bytes, use.Asked);
            Invalidation.LookAgain(use, stored.Entry);
            return (isReplaced ? StoredResponse.Of(stored.Entry) : null) ?? stored;
        }

        use.Detail = made.Decision.Refusal;
        if (made.TakesBack)
        {
            use.Shared.Store.Remove(stored.Entry);
        }

        return StoredResponse.ForOne(stored.Entry, made.Bytes) ?? stored;
    }

    // Servers that compress say W/ of what they have not made stronger (RFC 9110 §8.8.3.2).
    private static bool IsSame(string tag, string other) => Opaque(tag).SequenceEqual(Opaque(other));

    private static ReadOnlySpan<char> Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
}
