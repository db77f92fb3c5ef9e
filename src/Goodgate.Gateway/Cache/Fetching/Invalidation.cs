using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// A success of a method that changes something makes stored responses invalid (RFC 9111 §4.4): those of its target, and those that Location and
/// Content-Location name on the same host. Of another host nothing, or one site could empty the cache of another.
/// </summary>
internal static class Invalidation
{
    public static void Run(Exchange exchange, CacheUse use, ResponseHead head)
    {
        if (head.Status is < 200 or >= 400)
        {
            return;
        }

        var replaces = exchange.Client.Method is "PUT" or "PATCH" or "DELETE";
        Invalidate(use, use.Key!, replaces);
        Invalidate(use, Place(exchange, use, head.Fields, head.Fields.Find(KnownField.Location)), replaces);
        Invalidate(use, Place(exchange, use, head.Fields, head.Fields.Find("Content-Location"u8)), replaces);

        // What comes with this very answer knows of it.
        use.SeenChanges = use.Shared.Changes.Last;
    }

    /// <summary>A page can be found from now on, or was confirmed: when it has changed since it was asked for, its server is asked again.</summary>
    public static void LookAgain(CacheUse use, StoredEntry entry)
    {
        if (use.Shared.Changes.HasSince(entry.Key, use.SeenChanges))
        {
            Mark(use, entry);
        }
    }

    /// <summary>
    /// Its server has answered. Where the folder was being read or opened anew meanwhile, what is found there later is older than that answer.
    /// </summary>
    /// <param name="use">Of a GET.</param>
    /// <param name="newer">What was stored of the answer; null = nothing.</param>
    public static void Outdate(CacheUse use, StoredEntry? newer)
    {
        if (use.Store is not { } asked || (ReferenceEquals(asked, use.Shared.Store) && !use.Shared.IsPartial))
        {
            return;
        }

        use.Shared.Changes.Note(use.Key!);
        foreach (var entry in use.Shared.Store.Find(use.Key!))
        {
            if (entry != newer)
            {
                Mark(use, entry);
            }
        }
    }

    /// <summary>The key of an address in a response: absolute, or relative to the target. Null when it is of another host, or none.</summary>
    public static string? Place(Exchange exchange, CacheUse use, FieldSection fields, int index)
    {
        if (index < 0 || fields.Value(index).Length > CacheKey.Longest / 2)
        {
            return null;
        }

        var value = System.Text.Encoding.Latin1.GetString(fields.Value(index));
        if (!Uri.TryCreate($"http://{exchange.Host}{exchange.Target}", UriKind.Absolute, out var own) || !Uri.TryCreate(own, value, out var named))
        {
            return null;
        }

        // An application behind us may not know that its clients speak TLS: the scheme may differ.
        return string.Equals(named.Authority, own.Authority, StringComparison.OrdinalIgnoreCase) || (named.Host == own.Host && named.IsDefaultPort) || IsClaimed(use.Key!, named)
            ? CacheKey.Beside(use.Key!, use.Route.Preset?.Target(named.PathAndQuery) ?? named.PathAndQuery)
            : null;
    }

    // A proxy in front may name us otherwise than its clients name it.
    private static bool IsClaimed(string key, Uri named)
    {
        foreach (var range in CacheKey.Claims(key).Split(' '))
        {
            var claim = CacheKey.Claims(key)[range];
            if (claim.StartsWith(CacheKey.HostClaim, StringComparison.Ordinal) && claim[CacheKey.HostClaim.Length..].Equals(named.Authority, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Marked as in need of validation, which is all §4.4 asks for: anybody may send a POST, and the page may be the one that has to outlive its server. What PUT,
    // PATCH and DELETE name is no longer what it was: it is gone.
    private static void Invalidate(CacheUse use, string? key, bool replaces)
    {
        if (key is null)
        {
            return;
        }

        use.Shared.Changes.Note(key);
        foreach (var entry in use.Shared.Store.Find(key))
        {
            if (replaces)
            {
                use.Shared.Store.Remove(entry);
            }
            else
            {
                Mark(use, entry);
            }
        }
    }

    private static void Mark(CacheUse use, StoredEntry entry)
    {
        if (!entry.IsMarkedStale && !use.Shared.Store.MarkStale(entry))
        {
            use.Shared.Store.Remove(entry);
        }
    }
}
