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

        Remove(use, use.Key!);
        Remove(use, Place(exchange, use, head.Fields, head.Fields.Find(KnownField.Location)));
        Remove(use, Place(exchange, use, head.Fields, head.Fields.Find("Content-Location"u8)));
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
        return string.Equals(named.Authority, own.Authority, StringComparison.OrdinalIgnoreCase) || (named.Host == own.Host && named.IsDefaultPort)
            ? CacheKey.Beside(use.Key!, use.Route.Preset?.Target(named.PathAndQuery) ?? named.PathAndQuery)
            : null;
    }

    private static void Remove(CacheUse use, string? key)
    {
        if (key is not null)
        {
            foreach (var entry in use.Shared.Store.Find(key))
            {
                use.Shared.Store.Remove(entry);
            }
        }
    }
}
