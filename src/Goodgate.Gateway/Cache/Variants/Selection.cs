using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Variants;

/// <summary>
/// Chooses the stored response that fits a request: of several the newest (RFC 9111 §4.1). One that was made for the same codings goes before one that does as well.
/// </summary>
internal static class Selection
{
    /// <summary>Chooses.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The primary key.</param>
    /// <param name="fields">Fields of the request.</param>
    /// <param name="others">True when there are responses for the key, of which none fits.</param>
    public static StoredResponse? Of(ICacheStore store, string key, FieldSection fields, out bool others)
    {
        var entries = store.Find(key);
        others = entries.Count > 0;
        for (var i = 0; i < entries.Count; i++)
        {
            if (StoredResponse.Of(entries[i]) is { } stored && VariantKey.Matches(stored.Facts.Vary, entries[i].Variant, fields))
            {
                return stored;
            }
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (StoredResponse.Of(entries[i]) is { } stored && VariantKey.Fits(stored.Facts.Vary, entries[i].Variant, stored.Coding, fields))
            {
                return stored;
            }
        }

        return null;
    }
}
