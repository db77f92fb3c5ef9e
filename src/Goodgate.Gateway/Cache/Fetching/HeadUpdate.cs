using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>A response to HEAD says whether the stored response to GET still holds (RFC 9111 §4.3.5).</summary>
internal static class HeadUpdate
{
    public static void Run(Exchange exchange, CacheUse use, ResponseHead head)
    {
        if (head.Status != 200 || use.Candidate is not { Facts.Status: 200 } stored || use.Traits.IsAuthorized)
        {
            return;
        }

        // Of another form it says nothing: what is compressed depends on a length, and a place for a coder, that a HEAD does not have.
        if (!string.Equals(FieldLists.Joined(head.Fields, KnownField.ContentEncoding) ?? "", stored.Coding, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!Same(FieldLists.First(head.Fields, KnownField.ETag), stored.Tag) || !Same(FieldLists.First(head.Fields, KnownField.LastModified), stored.Modified)
            || !Same(FieldLists.First(head.Fields, KnownField.ContentLength), $"{stored.Entry.BodyLength}"))
        {
            use.Shared.Store.Remove(stored.Entry);
            return;
        }

        if (HeadMaking.Freshened(use.Route, stored, head, use.Traits, use.Asked, exchange.Services.Time.GetUtcNow()) is not { } made)
        {
            return;
        }

        if (made.TakesBack)
        {
            use.Shared.Store.Remove(stored.Entry);
        }
        else if (made.Decision.Stores && IsForAll(use, made))
        {
            use.Shared.Store.ReplaceHead(stored.Entry, made.Bytes, use.Asked);
            Invalidation.LookAgain(use, stored.Entry);
        }
    }

    // Nobody has to learn from a HEAD: where a person's cookies went to the server, only what it calls public is taken from its answer.
    private static bool IsForAll(CacheUse use, FreshHead made) => !use.Traits.HasCookies || use.Route.KnowsCookies || (made.Decision.Freshness.Source == FreshnessSource.Stated && made.Decision.Said.IsPublic);

    private static bool Same(string? now, string? before) => now is null || before is null || now == before;
}
